/** What an operator is told of settings that cannot be used. */
import { parseSettings, SettingsError } from '../../bot/settings.ts';

/** All of it; nothing for settings that can be used. */
export function problemsOf(env: Readonly<Record<string, string>>): string {
  try {
    parseSettings(env);
    return '';
  } catch (error) {
    if (error instanceof SettingsError) return error.message;
    throw error;
  }
}
