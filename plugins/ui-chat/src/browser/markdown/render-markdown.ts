import createDOMPurify from 'dompurify';
import type { Token, TokensList } from 'marked';
import { BlockReader, blockHtml } from './block-reader.ts';
import { safeLink } from './safe-link.ts';

/** Elements that Markdown can make; everything else of what a model writes is dropped, its text is kept. */
const TAGS = [
  'a',
  'blockquote',
  'br',
  'code',
  'del',
  'em',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'hr',
  'img',
  'input',
  'kbd',
  'li',
  'ol',
  'p',
  'pre',
  'strong',
  'sub',
  'sup',
  'table',
  'tbody',
  'td',
  'th',
  'thead',
  'tr',
  'ul',
];
const ATTRIBUTES = ['alt', 'align', 'checked', 'class', 'disabled', 'href', 'src', 'start', 'title', 'type'];

const purifier = createDOMPurify(window);

/** Something that reads a text in blocks, again and again while it grows. */
export const newReader = (): BlockReader => new BlockReader();

/** An image becomes a link, so that nothing is fetched from anywhere before somebody clicks. */
function replaceImage(image: Element): void {
  const source = safeLink(image.getAttribute('src') ?? '');
  const label = `Image: ${image.getAttribute('alt') || 'without description'}`;
  if (source === null) image.replaceWith(label);
  else {
    const link = document.createElement('a');
    link.href = source;
    link.textContent = `${label} (opens ${new URL(source).host})`;
    image.replaceWith(link);
  }
}

function restrain(fragment: DocumentFragment): void {
  // Each part runs the way its own first letters do: an Arabic list in an English answer has its bullets on the right.
  // What has a direction of its own says nothing about that of what is around it.
  for (const part of fragment.querySelectorAll('p, h1, h2, h3, h4, h5, h6, ul, ol, blockquote, table'))
    if (part.parentElement?.closest('[dir]') == null) part.setAttribute('dir', 'auto');
  for (const image of fragment.querySelectorAll('img')) replaceImage(image);
  for (const link of fragment.querySelectorAll('a')) {
    const target = safeLink(link.getAttribute('href') ?? '');
    if (target === null) link.replaceWith(...link.childNodes);
    else {
      link.href = target;
      link.target = '_blank';
      link.rel = 'noopener noreferrer nofollow';
      link.title = target;
    }
  }
  for (const input of fragment.querySelectorAll('input')) {
    if (input.type !== 'checkbox') input.remove();
    else {
      input.disabled = true;
      input.setAttribute('aria-label', input.checked ? 'Done' : 'Not done');
    }
  }
  for (const element of fragment.querySelectorAll('[class]')) {
    if (!/^language-[\w+#.-]{1,32}$/.test(element.className)) element.removeAttribute('class');
  }
  for (const table of fragment.querySelectorAll('table')) {
    const scroller = document.createElement('div');
    scroller.className = 'table';
    scroller.tabIndex = 0;
    scroller.setAttribute('role', 'region');
    scroller.setAttribute('aria-label', 'Table');
    table.replaceWith(scroller);
    scroller.append(table);
  }
}

/** Nodes of one block. What a model wrote is hostile: it is sanitised, and links lead to https and mailto only. */
export function renderBlock(block: Token, links: TokensList['links']): DocumentFragment {
  const fragment = purifier.sanitize(blockHtml(block, links), {
    ALLOWED_TAGS: TAGS,
    ALLOWED_ATTR: ATTRIBUTES,
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    RETURN_DOM_FRAGMENT: true,
  });
  restrain(fragment);
  return fragment;
}

/** Nodes of HTML that the highlighter made. */
export function highlightedNodes(html: string): DocumentFragment {
  return purifier.sanitize(html, { ALLOWED_TAGS: ['span'], ALLOWED_ATTR: ['class'], RETURN_DOM_FRAGMENT: true });
}

/** Nodes of MathML that a formula was made into. Its TeX goes along, for those who copy it. */
export function formulaNodes(html: string): DocumentFragment {
  return purifier.sanitize(html, {
    USE_PROFILES: { mathMl: true },
    ADD_TAGS: ['semantics', 'annotation'],
    ADD_ATTR: ['encoding'],
    FORBID_ATTR: ['style', 'href', 'class', 'id'],
    RETURN_DOM_FRAGMENT: true,
  });
}
