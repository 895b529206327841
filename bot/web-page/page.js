// @ts-check
/** The self-service page: gets a session, shows Web Chat on our own Direct Line channel, recovers by itself. */
(() => {
  /** @typedef {{ token: string, conversationId: string, resumed: boolean }} Session */
  const nonce = document.body.dataset['nonce'];
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const chat = element('web-chat');
  const startOver = element('start-over');
  const failure = element('failure');
  /** @type {{ directLine: any, store: any } | undefined} */
  let open;
  let failures = 0;

  /** @param {string} id @returns {HTMLElement} */
  function element(id) {
    const found = document.getElementById(id);
    if (found === null) throw new Error(`The page has no element "${id}".`);
    return found;
  }

  /** @param {boolean} fresh @returns {Promise<Session>} */
  async function getSession(fresh) {
    const response = await fetch('/web-chat/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ fresh }),
    });
    if (!response.ok) throw new Error(`The server answered ${response.status}.`);
    return response.json();
  }

  /** @param {Session} session */
  function show(session) {
    const { WebChat } = /** @type {any} */ (window);
    open?.directLine.end();
    const directLine = WebChat.createDirectLine({
      domain: new URL('/v3/directline', location.href).href,
      token: session.token,
      conversationId: session.conversationId,
      watermark: '0',
    });
    const store = WebChat.createStore({}, () => (/** @type {any} */ next) => (/** @type {any} */ action) => {
      if (action.type === 'DIRECT_LINE/CONNECT_FULFILLED' && session.resumed) {
        store.dispatch({ type: 'WEB_CHAT/SEND_EVENT', payload: { name: 'webchat/join' } });
      }
      return next(action);
    });
    open = { directLine, store };
    directLine.connectionStatus$.subscribe((/** @type {number} */ status) => {
      if (open?.directLine !== directLine) return;
      if (status === connected) {
        failures = 0;
        failure.hidden = true;
      }
      if (lost.includes(status)) void recover();
    });
    chat.replaceChildren();
    render();
    element('starting').hidden = true;
    chat.hidden = false;
    startOver.hidden = false;
  }

  const connected = 2;
  /** Expired token, failed to connect, ended. */
  const lost = [3, 4, 5];

  function render() {
    if (open === undefined) return;
    const { WebChat } = /** @type {any} */ (window);
    const look = dark.matches ? darkLook : lightLook;
    WebChat.renderWebChat(
      {
        ...open,
        nonce,
        locale: navigator.language,
        styleOptions: { ...commonStyle, ...look.style },
        adaptiveCardsHostConfig: hostConfig(look),
      },
      chat,
    );
  }

  /** @param {boolean} fresh */
  async function begin(fresh) {
    try {
      const [session] = await Promise.all([fresh ? getSession(true) : first, loaded]);
      failure.hidden = true;
      show(session);
    } catch {
      await recover();
    }
  }

  /** Tries again, at first soon, then every half minute. */
  async function recover() {
    failures += 1;
    if (failures > 1) say('The connection to the server is lost. Your steps are kept. I try again ...');
    await new Promise((resolve) => setTimeout(resolve, Math.min(30_000, 1_000 * 2 ** failures)));
    try {
      await loaded;
      show(await getSession(false));
    } catch {
      await recover();
    }
  }

  /** @param {string} text */
  function say(text) {
    failure.textContent = text;
    failure.hidden = false;
  }

  const commonStyle = {
    primaryFont: "'Segoe UI', system-ui, -apple-system, Roboto, 'Helvetica Neue', sans-serif",
    bubbleBorderRadius: 12,
    bubbleFromUserBorderRadius: 12,
    bubbleMaxWidth: 640,
    bubbleMinWidth: 240,
    bubbleAttachmentMaxWidth: 640,
    bubbleBorderWidth: 1,
    bubbleFromUserBorderWidth: 0,
    paddingRegular: 12,
    paddingWide: 14,
    groupTimestamp: 300000,
    sendBoxHeight: 52,
    sendBoxTextWrap: true,
    sendTypingIndicator: false,
    autoScrollSnapOnPage: true,
    autoScrollSnapOnPageOffset: -8,
    markdownRespectCRLF: true,
  };

  const lightLook = {
    text: '#1b1f24',
    quiet: '#565e69',
    accent: '#0b5cad',
    attention: '#8a4b00',
    back: '#ffffff',
    shade: '#f3f5f8',
    style: {
      accent: '#0b5cad',
      subtle: '#565e69',
      backgroundColor: '#f3f5f8',
      bubbleBackground: '#ffffff',
      bubbleBorderColor: '#d4dae2',
      bubbleTextColor: '#1b1f24',
      bubbleFromUserBackground: '#0b5cad',
      bubbleFromUserTextColor: '#ffffff',
      sendBoxBorderTop: 'solid 1px #d4dae2',
      sendBoxBackground: '#ffffff',
      sendBoxTextColor: '#1b1f24',
      sendBoxPlaceholderColor: '#565e69',
      sendBoxButtonColor: '#0b5cad',
      timestampColor: '#565e69',
    },
  };
  const darkLook = {
    text: '#eef1f5',
    quiet: '#aab3bf',
    accent: '#7cb8f5',
    attention: '#ffc46b',
    back: '#1f2429',
    shade: '#14171b',
    style: {
      accent: '#7cb8f5',
      subtle: '#aab3bf',
      backgroundColor: '#14171b',
      bubbleBackground: '#1f2429',
      bubbleBorderColor: '#3b434d',
      bubbleTextColor: '#eef1f5',
      bubbleFromUserBackground: '#24507e',
      bubbleFromUserTextColor: '#ffffff',
      sendBoxBorderTop: 'solid 1px #3b434d',
      sendBoxBackground: '#1f2429',
      sendBoxTextColor: '#eef1f5',
      sendBoxPlaceholderColor: '#aab3bf',
      sendBoxButtonColor: '#7cb8f5',
      sendBoxButtonColorOnHover: '#eef1f5',
      timestampColor: '#aab3bf',
      toastWarnBackgroundColor: '#4a3a12',
      toastWarnColor: '#ffe3a8',
      toastErrorBackgroundColor: '#5a1e1e',
      toastErrorColor: '#ffd6d6',
      scrollToEndButtonBehavior: 'unread',
    },
  };

  /** @param {typeof lightLook} look */
  function hostConfig(look) {
    const colour = (/** @type {string} */ main, /** @type {string} */ soft) => ({ default: main, subtle: soft });
    const palette = {
      default: colour(look.text, look.quiet),
      dark: colour(look.text, look.quiet),
      light: colour(look.text, look.quiet),
      accent: colour(look.accent, look.accent),
      good: colour(look.accent, look.accent),
      warning: colour(look.attention, look.attention),
      attention: colour(look.attention, look.attention),
    };
    const container = (/** @type {string} */ back) => ({ backgroundColor: back, foregroundColors: palette, borderColor: look.quiet });
    return {
      fontFamily: commonStyle.primaryFont,
      fontSizes: { small: 13, default: 16, medium: 18, large: 20, extraLarge: 24 },
      lineHeights: { small: 18, default: 23, medium: 24, large: 26, extraLarge: 30 },
      spacing: { small: 6, default: 10, medium: 14, large: 20, extraLarge: 26, padding: 14 },
      separator: { lineThickness: 1, lineColor: look.quiet },
      containerStyles: {
        default: container(look.back),
        emphasis: container(look.shade),
        accent: container(look.shade),
        good: container(look.shade),
        attention: container(look.shade),
        warning: container(look.shade),
      },
      actions: {
        maxActions: 8,
        spacing: 'default',
        buttonSpacing: 8,
        showCard: { actionMode: 'inline', inlineTopMargin: 10, style: 'emphasis' },
        actionsOrientation: 'vertical',
        actionAlignment: 'stretch',
      },
      adaptiveCard: { allowCustomStyle: false },
      supportsInteractivity: true,
    };
  }

  const first = getSession(false);
  first.catch(() => undefined);
  /** @type {Promise<void>} */
  const loaded = new Promise((resolve, reject) => {
    addEventListener('DOMContentLoaded', () => ('WebChat' in window ? resolve() : reject(new Error('Web Chat did not load.'))));
  });
  loaded.catch(() => say('The conversation could not be loaded. Please reload the page, or contact your helpdesk.'));
  dark.addEventListener('change', render);
  startOver.addEventListener('click', () => void begin(true));
  void begin(false);
})();
