import { ranked } from '../../../server/src/knowledge/rank.ts';
import type { SearchEntry } from '../search-entry.ts';

/** The parts of the page the script works with. */
interface Box {
  readonly root: HTMLElement;
  readonly input: HTMLInputElement;
  readonly status: Element;
  readonly list: HTMLElement;
}

const shown = 12;

/** Shows the search and answers it. The list of pages is loaded when the field is first entered. */
function start(): void {
  const root = document.querySelector<HTMLElement>('.search');
  const input = root?.querySelector('input');
  const status = root?.querySelector('[role=status]');
  const list = root?.querySelector<HTMLElement>('.results');
  if (!root || !input || !status || !list) return;
  const box: Box = { root, input, status, list };
  root.hidden = false;
  input.addEventListener('focus', () => load(box), { once: true });
  input.addEventListener('input', () => show(box));
  root.addEventListener('keydown', (event) => move(event, box));
  root.addEventListener('focusout', ({ relatedTarget }) => {
    if (!(relatedTarget instanceof Node && root.contains(relatedTarget))) list.hidden = true;
  });
  input.addEventListener('focus', () => show(box));
}

function load(box: Box): void {
  const script = document.createElement('script');
  script.src = box.root.dataset['index'] ?? '';
  script.addEventListener('load', () => show(box));
  document.head.append(script);
}

function show({ root, input, status, list }: Box): void {
  const pages = (globalThis as { readonly archlensPages?: readonly SearchEntry[] }).archlensPages ?? [];
  const found = ranked(input.value, pages, shown);
  list.replaceChildren(...found.map((page) => resultOf(page, root.dataset['base'] ?? '')));
  list.hidden = found.length === 0;
  const { none = '', some = '' } = root.dataset;
  if (input.value.trim() === '') status.textContent = '';
  else status.textContent = found.length === 0 ? none : some.replace('{count}', String(found.length));
  status.classList.toggle('unseen', found.length > 0 || input.value.trim() === '' || pages.length === 0);
}

function resultOf({ title, kind, path, names }: SearchEntry, base: string): HTMLElement {
  const link = document.createElement('a');
  link.href = base + path;
  link.append(title);
  const note = document.createElement('small');
  note.textContent = `${kind} · ${names[0] ?? ''}`;
  link.append(' ', note);
  const item = document.createElement('li');
  item.append(link);
  return item;
}

/** Arrows go through the results, Escape leaves them, Enter in the field opens the first. */
function move(event: KeyboardEvent, { input, list }: Box): void {
  const links = [...list.querySelectorAll('a')];
  const stops: HTMLElement[] = [input, ...links];
  const at = stops.findIndex((stop) => stop === document.activeElement);
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step !== 0) {
    stops[(at + step + stops.length) % stops.length]?.focus();
    event.preventDefault();
  } else if (event.key === 'Escape') {
    input.focus();
    list.hidden = true;
  } else if (event.key === 'Enter' && at === 0) links[0]?.click();
}

start();
