/* Draws the cards of the gallery when they come into view, as chosen on the left. */
const byId = (id) => document.getElementById(id);
const cards = JSON.parse(document.querySelector('[data-part="cards"]').textContent);
const widths = [420, 320];

function create(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

/* Only what our cards use: escapes, bold, links to http(s), ordered and plain lists, paragraphs. */
AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = blocks(text.split('\n'));
  result.didProcess = true;
};

function blocks(lines) {
  const listed = (tag, marker) => `<${tag}>${lines.map((line) => `<li>${inline(line.replace(marker, ''))}</li>`).join('')}</${tag}>`;
  if (lines.every((line) => /^\d+\. /.test(line))) return listed('ol', /^\d+\. /);
  if (lines.every((line) => line.startsWith('- '))) return listed('ul', /^- /);
  return lines
    .filter((line) => line !== '')
    .map((line) => `<p>${inline(line)}</p>`)
    .join('');
}

function inline(text) {
  const kept = [];
  const keep = (html) => `\uE000${kept.push(html) - 1}\uE000`;
  return text
    .replaceAll('\uE000', '')
    .replace(/\\([!-/:-@[-`{-~])/g, (_, character) => keep(escapeHtml(character)))
    .replace(/[&<>"']/g, escapeHtml)
    .replace(/\*\*(.+?)\*\*/g, '<strong>$1</strong>')
    .replace(/\[([^\]]+)\]\((https?:[^)\s]+)\)/g, '<a href="$2" target="_blank" rel="noopener noreferrer">$1</a>')
    .replace(/\uE000(\d+)\uE000/g, (_, index) => kept[Number(index)]);
}

function escapeHtml(character) {
  return `&#${character.charCodeAt(0)};`;
}

/* A card in one look; `opened` is the index of a folded part, and -1 opens none. */
function frame(card, themeName, width, opened) {
  const theme = themes[themeName];
  const adaptiveCard = new AdaptiveCards.AdaptiveCard();
  adaptiveCard.hostConfig = hostConfigOf(theme);
  adaptiveCard.parse(card, new AdaptiveCards.SerializationContext(AdaptiveCards.Versions.v1_5));
  const holder = create('div', { className: 'card' }, adaptiveCard.render());
  const figure = create('figure', { className: 'frame' }, create('figcaption', { textContent: `${theme.name}, ${width}` }), holder);
  figure.style.width = `${width}px`;
  for (const [name, value] of Object.entries(theme)) figure.style.setProperty(`--${name}`, value);
  holder.querySelectorAll('button[aria-expanded="false"]').item(opened)?.click();
  return figure;
}

function draw(section) {
  const { card } = cards[Number(section.dataset.index)];
  const frames = checked('themes').flatMap((theme) =>
    checked('widths').flatMap((width) => foldsOf(card).map((opened) => frame(card, theme, Number(width), opened))),
  );
  section.querySelector('.frames').replaceChildren(...frames);
}

function foldsOf({ actions = [] }) {
  const folds = actions.filter((action) => action.type === 'Action.ShowCard');
  return byId('unfold').checked && folds.length > 0 ? folds.keys().toArray() : [-1];
}

function sectionOf({ name, kind, bytes, text, card }, index) {
  const more = create('details', {}, create('summary', { textContent: 'As text, spoken, and as JSON' }));
  more.addEventListener(
    'toggle',
    () =>
      more.open &&
      more.children.length === 1 &&
      more.append(...[text, card.speak, JSON.stringify(card, null, 2)].map((part) => create('pre', { textContent: part }))),
  );
  const section = create(
    'section',
    { id: `card-${index}` },
    create('h2', { textContent: name }),
    create('p', { className: 'facts', textContent: `${kind}, ${(bytes / 1024).toFixed(1)} KB` }),
    create('div', { className: 'frames' }),
    more,
  );
  section.dataset.index = String(index);
  return section;
}

function options(id, values) {
  for (const [value, name] of values) {
    const box = create('input', { type: 'checkbox', value, checked: true });
    box.addEventListener('change', redraw);
    byId(id).append(create('label', { className: 'option' }, box, name));
  }
}

function checked(id) {
  return [...byId(id).querySelectorAll('input:checked')].map((box) => box.value);
}

const visible = new Set();
const watcher = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting) visible.delete(target);
      else if (!visible.has(target)) draw(visible.add(target) && target);
    }
  },
  { rootMargin: '600px' },
);

function redraw() {
  for (const section of visible) draw(section);
}

function applyFilter() {
  const wanted = byId('filter').value.toLowerCase().split(/\s+/);
  let shown = 0;
  for (const [index, { name, kind, text }] of cards.entries()) {
    const hit = wanted.every((word) => `${name} ${kind} ${text}`.toLowerCase().includes(word));
    byId(`card-${index}`).hidden = !hit;
    byId(`link-${index}`).hidden = !hit;
    shown += Number(hit);
  }
  byId('count').textContent = `${shown} of ${cards.length} cards`;
}

options(
  'themes',
  Object.entries(themes).map(([id, { name }]) => [id, name]),
);
options(
  'widths',
  widths.map((width) => [String(width), String(width)]),
);
byId('index').append(...cards.map(({ name }, index) => create('li', { id: `link-${index}` }, create('a', { href: `#card-${index}`, textContent: name }))));
byId('cards').append(...cards.map(sectionOf));
byId('filter').addEventListener('input', applyFilter);
byId('unfold').addEventListener('change', redraw);
applyFilter();
for (const section of byId('cards').children) watcher.observe(section);
