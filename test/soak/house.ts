/** What scenarios of one store share: the connector and the people of our own, and in the short form the service too, as starts take long. */
import { Clients } from './clients.ts';
import { Connector } from './connector.ts';
import { deploy, type Deployment, type DeploymentOptions, type StoreKind } from './deployment.ts';
import { writeKnowledge } from './knowledge.ts';
import { newFolder } from './tidy.ts';

export interface Stage {
  readonly connector: Connector;
  readonly clients: Clients;
  readonly deployment: Deployment;
}

export class House {
  readonly #store: StoreKind;
  readonly #shares: boolean;
  #company: { connector: Connector; clients: Clients } | undefined;
  #shared: Deployment | undefined;
  #stages = 0;

  /** @param shares whether scenarios that want nothing special follow each other on one service. */
  constructor(store: StoreKind, shares: boolean) {
    this.#store = store;
    this.#shares = shares;
  }

  /** Sets everything up, does the work, and takes down what is not shared; all of it when the work failed. */
  async perform(work: (stage: Stage) => Promise<void>, options: Partial<DeploymentOptions>): Promise<void> {
    const isShared = this.#shares && Object.keys(options).length === 0;
    const deployment = isShared ? await this.#sharedDeployment() : await this.#deploy(options);
    try {
      this.#company ??= { connector: await Connector.start(), clients: new Clients() };
      const { connector, clients } = this.#company;
      this.#stages += 1;
      const prefix = `${this.#stages}.`;
      await Promise.all([connector.reset(prefix), clients.reset(deployment.address, prefix)]);
      await work({ connector, clients, deployment });
    } catch (error) {
      await this.end();
      throw error;
    } finally {
      if (!isShared) await deployment.stop();
    }
  }

  async end(): Promise<void> {
    await Promise.all([this.#shared?.stop(), this.#company?.clients.end(), this.#company?.connector.end()]);
    this.#company = undefined;
    this.#shared = undefined;
  }

  async #sharedDeployment(): Promise<Deployment> {
    this.#shared ??= await this.#deploy({});
    for (const service of this.#shared.processes) {
      service.log.length = 0;
      if (!service.isRunning) await service.start();
    }
    return this.#shared;
  }

  #deploy(options: Partial<DeploymentOptions>): Promise<Deployment> {
    return deploy(this.#store, { knowledge: options.knowledge ?? writeKnowledge(newFolder()), ...options });
  }
}
