// The catalogue in the browser: a view of the public API, with no state of its own but the address.

const main = document.getElementById('main');
const categories = document.getElementById('categories');
const searchBox = document.getElementById('q');
const suggestions = document.getElementById('suggestions');

/** Makes an element; strings become text, never markup. */
function element(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== null && value !== false) node.setAttribute(key, value);
  }
  node.append(...children.filter((child) => child !== undefined && child !== null));
  return node;
}

async function read(path) {
  const answer = await fetch(path, { headers: { Accept: 'application/json' } });
  if (!answer.ok) {
    const problem = await answer.json().catch(() => ({}));
    throw Object.assign(new Error(problem.detail || `The shop answered ${answer.status}.`), { status: answer.status });
  }
  return answer.json();
}

function money({ amount, currency }) {
  return new Intl.NumberFormat(undefined, { style: 'currency', currency }).format(amount);
}

/** A product has images, a search hit has one image. */
function picture(product, attributes = {}) {
  const image = product.image ?? product.images?.[0];
  const placeholder = () => element('div', { class: 'noimage', role: 'presentation' });
  if (!image) return placeholder();
  const shown = element('img', { src: image.url, alt: image.alt, loading: 'lazy', ...attributes });
  shown.addEventListener('error', () => shown.replaceWith(placeholder()));
  return shown;
}

/** A product has variants with prices, a search hit the lowest and the highest of them. */
function priceOf(product) {
  const prices = product.variants?.map((variant) => variant.price) ?? [product.price, product.maxPrice];
  const cheapest = prices.reduce((a, b) => (Number(b.amount) < Number(a.amount) ? b : a));
  const several = prices.some((price) => price.amount !== cheapest.amount);
  return element('span', { class: 'price' }, (several ? 'from ' : '') + money(cheapest));
}

/** The API marks what was found with <mark> in otherwise escaped text. */
function highlighted(text) {
  const parsed = new DOMParser().parseFromString(text, 'text/html').body;
  const nodes = [...parsed.childNodes].map((node) =>
    node.nodeName === 'MARK' ? element('mark', {}, node.textContent) : node.textContent);
  return element('span', {}, ...nodes);
}

function card(product) {
  const title = product.highlights?.title;
  return element('li', {}, element('a', { class: 'card', href: `#/products/${product.handle}` },
    picture(product),
    element('div', {},
      element('h2', {}, title ? highlighted(title) : product.title),
      element('p', { class: 'quiet', style: 'margin:.1rem 0 .4rem' }, product.vendor ?? ''),
      priceOf(product))));
}

/** A list that grows page by page. */
function list(title, path, empty) {
  const grid = element('ul', { class: 'grid' });
  const more = element('p', { class: 'more' });
  const count = element('p', { class: 'quiet', style: 'margin:0' });
  async function page(cursor) {
    const separator = path.includes('?') ? '&' : '?';
    const answer = await read(`${path}${separator}limit=24${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`);
    if (!cursor && answer.items.length === 0) {
      grid.replaceWith(element('p', { class: 'empty quiet' }, empty));
    }
    if (answer.total !== undefined) count.textContent = answer.total === 1 ? '1 product' : `${answer.total} products`;
    grid.append(...answer.items.map(card));
    more.replaceChildren();
    if (answer.nextCursor) {
      const button = element('button', { type: 'button' }, 'Show more');
      button.addEventListener('click', () => page(answer.nextCursor).catch(failed));
      more.append(button);
    }
  }
  main.replaceChildren(element('h1', {}, title), count, grid, more);
  return page();
}

async function showProduct(handle) {
  const product = await read(`/api/products/${encodeURIComponent(handle)}`);
  document.title = `${product.title} · Stoa`;
  const rows = product.variants.map((variant) => element('tr', {},
    element('td', {}, variant.optionValues.join(' / ') || product.title, element('br'),
      element('code', { class: 'quiet' }, variant.sku)),
    element('td', { class: variant.available > 0 ? 'quiet' : 'gone' },
      variant.available > 0 ? `${variant.available} in stock` : 'sold out'),
    element('td', { class: 'price' }, money(variant.price),
      variant.compareAtPrice ? element('s', { class: 'price' }, money(variant.compareAtPrice)) : undefined)));
  main.replaceChildren(element('article', { class: 'product' },
    picture(product, { loading: 'eager' }),
    element('div', {},
      element('h1', {}, product.title),
      element('p', { class: 'quiet', style: 'margin-top:0' }, product.vendor ?? ''),
      element('p', {}, product.description),
      element('table', {},
        element('thead', {}, element('tr', {},
          element('th', {}, 'Variant'), element('th', {}, 'Stock'), element('th', { class: 'price' }, 'Price incl. tax'))),
        element('tbody', {}, ...rows)))));
}

function failed(error) {
  main.replaceChildren(element('p', { class: 'empty' },
    error.status === 404 ? 'There is no such product. ' : `This did not work: ${error.message} `,
    element('a', { href: '#/' }, 'See all products')));
}

let names = new Map();

async function loadCategories() {
  const answer = await read('/api/categories');
  names = new Map(answer.items.map((category) => [category.slug, category.name]));
}

function showCategories(current) {
  const chip = (href, label, isCurrent) =>
    element('a', { class: 'chip', href, 'aria-current': isCurrent ? 'page' : undefined }, label);
  categories.replaceChildren(chip('#/', 'All', current === ''),
    ...[...names].map(([slug, name]) => chip(`#/categories/${slug}`, name, current === slug)));
}

async function show() {
  const [, kind = '', value = ''] = location.hash.split('/').map(decodeURIComponent);
  document.title = 'Stoa';
  showCategories(kind === 'categories' ? value : kind === '' ? '' : undefined);
  if (kind !== 'search') searchBox.value = '';
  try {
    if (kind === 'products') await showProduct(value);
    else if (kind === 'categories') {
      await list(names.get(value) ?? value, `/api/products?category=${encodeURIComponent(value)}`, 'Nothing in this category yet.');
    } else if (kind === 'search') {
      searchBox.value = value;
      await list(`“${value}”`, `/api/products/search?q=${encodeURIComponent(value)}`, 'Nothing found. Try fewer or other words.');
    } else await list('All products', '/api/products', 'This shop has no products yet. Try ./stoa import.');
  } catch (error) {
    failed(error);
  }
}

document.getElementById('search').addEventListener('submit', (event) => {
  event.preventDefault();
  const text = searchBox.value.trim();
  location.hash = text ? `#/search/${encodeURIComponent(text)}` : '#/';
});

let lastSuggest = 0;
searchBox.addEventListener('input', async () => {
  const text = searchBox.value.trim();
  const turn = ++lastSuggest;
  if (text.length < 2) return suggestions.replaceChildren();
  try {
    const answer = await read(`/api/products/suggest?q=${encodeURIComponent(text)}`);
    if (turn === lastSuggest) {
      suggestions.replaceChildren(...answer.items.map((item) => element('option', { value: item.text })));
    }
  } catch (error) {
    console.warn('no suggestions', error); // the search itself still works
  }
});

window.addEventListener('hashchange', () => {
  show();
  main.focus({ preventScroll: true });
  window.scrollTo(0, 0);
});

loadCategories().catch((error) => console.warn('no categories', error)).then(show);
