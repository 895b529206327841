/* Host configurations: close to Teams light and dark, and a high contrast one. */
globalThis.themes = {
  light: {
    name: 'Light',
    page: '#f5f5f5',
    card: '#ffffff',
    text: '#242424',
    subtle: '#616161',
    link: '#4f52b2',
    line: '#8a8a8a',
    edge: '#d1d1d1',
    button: '#444791',
    hover: '#f0f0fa',
    field: '#ffffff',
    emphasis: '#f0f0f0',
    accent: '#e8ebfa',
    warning: '#fbf3db',
  },
  dark: {
    name: 'Dark',
    page: '#1f1f1f',
    card: '#292929',
    text: '#ffffff',
    subtle: '#b8b8b8',
    link: '#9ea2ff',
    line: '#8a8a8a',
    edge: '#525252',
    button: '#c5c7ff',
    hover: '#383966',
    field: '#1f1f1f',
    emphasis: '#383838',
    accent: '#2f2f4a',
    warning: '#463100',
  },
  contrast: {
    name: 'High contrast',
    page: '#000000',
    card: '#000000',
    text: '#ffffff',
    subtle: '#ffffff',
    link: '#ffff01',
    line: '#ffffff',
    edge: '#ffffff',
    button: '#3ff23f',
    hover: '#222222',
    field: '#000000',
    emphasis: '#1a1a1a',
    accent: '#00004d',
    warning: '#331f00',
  },
};

globalThis.hostConfigOf = (theme) => {
  const color = { default: theme.text, subtle: theme.subtle };
  const foregroundColors = Object.fromEntries(['default', 'dark', 'light', 'accent', 'good', 'warning', 'attention'].map((name) => [name, color]));
  const style = (backgroundColor) => ({ backgroundColor, foregroundColors, borderColor: theme.edge });
  return new AdaptiveCards.HostConfig({
    fontFamily: "'Segoe UI', system-ui, sans-serif",
    fontTypes: { default: {}, monospace: { fontFamily: "Consolas, 'DejaVu Sans Mono', monospace" } },
    fontSizes: { small: 12, default: 14, medium: 16, large: 18, extraLarge: 24 },
    lineHeights: { small: 16, default: 20, medium: 22, large: 24, extraLarge: 32 },
    supportsInteractivity: true,
    spacing: { small: 6, default: 8, medium: 14, large: 20, extraLarge: 24, padding: 12 },
    separator: { lineThickness: 1, lineColor: theme.edge },
    actions: {
      maxActions: 6,
      actionsOrientation: 'vertical',
      actionAlignment: 'stretch',
      buttonSpacing: 8,
      spacing: 'medium',
      showCard: { actionMode: 'inline', inlineTopMargin: 8, style: 'emphasis' },
    },
    containerStyles: {
      default: style(theme.card),
      emphasis: style(theme.emphasis),
      accent: style(theme.accent),
      good: style(theme.emphasis),
      attention: style(theme.warning),
      warning: style(theme.warning),
    },
    inputs: {
      label: { inputSpacing: 'small', requiredInputs: { weight: 'bolder' }, optionalInputs: { weight: 'bolder' } },
      errorMessage: { spacing: 'small' },
    },
    table: { cellSpacing: 6 },
  });
};
