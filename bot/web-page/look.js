// @ts-check
/** Colours and sizes of Web Chat and of the cards in it, light and dark. */

export const commonStyle = {
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

export const lightLook = {
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
export const darkLook = {
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
    sendBoxButtonColorOnActive: '#eef1f5',
    sendBoxButtonColorOnFocus: '#7cb8f5',
    sendBoxButtonShadeColorOnHover: '#2b3138',
    sendBoxButtonShadeColorOnActive: '#3b434d',
    sendBoxButtonShadeColorOnFocus: '#2b3138',
    timestampColor: '#aab3bf',
    toastWarnBackgroundColor: '#4a3a12',
    toastWarnColor: '#ffe3a8',
    toastErrorBackgroundColor: '#5a1e1e',
    toastErrorColor: '#ffd6d6',
    scrollToEndButtonBehavior: 'unread',
  },
};

const textSizes = { small: 13, default: 16, medium: 18, large: 20, extraLarge: 24 };

/** @param {string} main @param {string} soft */
function colour(main, soft) {
  return { default: main, subtle: soft };
}

/** @param {typeof lightLook} look */
function paletteOf(look) {
  return {
    default: colour(look.text, look.quiet),
    dark: colour(look.text, look.quiet),
    light: colour(look.text, look.quiet),
    accent: colour(look.accent, look.accent),
    good: colour(look.accent, look.accent),
    warning: colour(look.attention, look.attention),
    attention: colour(look.attention, look.attention),
  };
}

/** How Adaptive Cards look. @param {typeof lightLook} look */
export function hostConfig(look) {
  const palette = paletteOf(look);
  const container = (/** @type {string} */ back) => ({ backgroundColor: back, foregroundColors: palette, borderColor: look.quiet });
  return {
    fontFamily: commonStyle.primaryFont,
    fontTypes: {
      default: { fontFamily: commonStyle.primaryFont, fontSizes: textSizes },
      monospace: {
        fontFamily: "'Cascadia Mono', Consolas, 'DejaVu Sans Mono', monospace",
        fontSizes: { small: 13, default: 14, medium: 16, large: 18, extraLarge: 20 },
      },
    },
    fontSizes: textSizes,
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
