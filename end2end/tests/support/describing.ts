// What is on a page of the questionnaire, as lines of text that can be compared: whichever of its two forms is there, the
// plain one or the living one. What differs by nature is left out or put into the same words: a search box is a list with
// a button when it is plain, the buttons of rows stand below a plain list, and a plain text box does not count.
import type { Page } from '@playwright/test';

/** Both forms of the page that is open, read at the same moment; `continued`: with what is missing as errors. */
export async function describeBoth(page: Page, continued: boolean): Promise<{ living: string[]; plain: string[] }> {
  return page.evaluate(describeInPage, continued);
}

/** Runs in the browser: everything it uses stands inside. */
async function describeInPage(continued: boolean): Promise<{ living: string[]; plain: string[] }> {
  const tidy = (text: string | null | undefined) => (text ?? '').replace(/\s+/g, ' ').trim();
  const textOf = (element: Element | null, without = '') => {
    if (!element) return '';
    const copy = element.cloneNode(true) as Element;
    if (without) copy.querySelectorAll(without).forEach((part) => part.remove());
    return tidy(copy.textContent);
  };
  const classes = (element: Element, prefix: string) =>
    [...element.classList]
      .filter((name) => name.startsWith(prefix))
      .map((name) => name.slice(prefix.length))
      .join(' ');
  const marks = (control: Element) => {
    const input = control as HTMLInputElement;
    const found = [
      input.disabled && 'disabled',
      input.readOnly && 'read-only',
      control.getAttribute('aria-invalid') === 'true' && 'invalid',
      control.getAttribute('inputmode') && `keys ${control.getAttribute('inputmode')}`,
      classes(control, 'govuk-input--') && `looks ${classes(control, 'govuk-input--')}`,
    ].filter(Boolean);
    return found.length > 0 ? ` (${found.join(', ')})` : '';
  };

  const describeOption = (item: Element) => {
    const input = item.querySelector('input') as HTMLInputElement;
    const hint = textOf(item.querySelector('.govuk-hint'));
    const label = textOf(item.querySelector('label'));
    return `  ${input.checked ? '(x)' : '( )'} ${input.value}: ${label}${hint ? ` – ${hint}` : ''}${marks(input)}`;
  };

  const describeField = (group: Element): string[] => {
    const control = group.querySelector('[data-place]') as HTMLInputElement | null;
    // The box of a plain search is no place of its own: it says which one it searches for by its name.
    const place =
      control?.dataset.place ??
      group
        .querySelector('[name]')
        ?.getAttribute('name')
        ?.replace(/-search$/, '');
    const legend = group.querySelector('legend') ?? group.querySelector('label');
    const isSearch = group.classList.contains('app-search');
    const items = [...group.querySelectorAll('.govuk-radios__item, .govuk-checkboxes__item')];
    const isDate = Boolean(group.querySelector('.govuk-date-input'));
    const kind = isSearch
      ? 'search'
      : isDate
        ? 'date'
        : items.length > 0
          ? (control?.type ?? '')
          : control?.localName === 'input'
            ? 'box'
            : (control?.localName ?? '');
    const size = legend
      ? classes(legend, legend.localName === 'legend' ? 'govuk-fieldset__legend--' : 'govuk-label--')
      : '';
    const lines = [
      `${kind} ${place}: ${textOf(legend)}${size ? ` [${size}]` : ''}${group.querySelector('h1') ? ' [heading]' : ''}`,
    ];
    const own = (selector: string) =>
      [...group.querySelectorAll(selector)].filter(
        (found) => !found.closest('.govuk-radios__item, .govuk-checkboxes__item'),
      );
    own('.govuk-hint:not(.govuk-character-count__message)').forEach((hint) => lines.push(`  hint: ${textOf(hint)}`));
    own('.govuk-error-message').forEach((error) => lines.push(`  error: ${textOf(error)}`));
    if (group.classList.contains('govuk-form-group--error')) lines.push('  marked as an error');
    const described = [...group.querySelectorAll('[aria-describedby]')].flatMap((one) =>
      (one.getAttribute('aria-describedby') ?? '').split(' '),
    );
    described
      .filter((id) => !group.querySelector(`[id="${id}"]`))
      .forEach((id) => lines.push(`  described by ${id}, which is not there`));
    if (isSearch) {
      const chosen = group.querySelector('input:checked')?.parentElement?.querySelector('label');
      const alive = group.querySelector<HTMLInputElement>('[role=combobox]');
      lines.push(`  chosen: ${alive ? tidy(alive.value) : textOf(chosen ?? null)}`);
    } else if (isDate) {
      group.querySelectorAll<HTMLInputElement>('input').forEach((part) => {
        const name = textOf(group.querySelector(`label[for="${part.id}"]`));
        lines.push(`  ${name}: “${part.value}”${marks(part)}`);
      });
    } else if (items.length > 0) {
      [
        ...group.querySelectorAll(
          '.govuk-radios__item, .govuk-checkboxes__item, .govuk-radios__divider, .govuk-checkboxes__divider',
        ),
      ].forEach((item) => lines.push(item.className.includes('divider') ? `  ${textOf(item)}` : describeOption(item)));
    } else if (control?.localName === 'select') {
      const list = control as unknown as HTMLSelectElement;
      [...list.options].forEach((option) =>
        lines.push(`  ${option.selected ? '(x)' : '( )'} ${option.value}: ${tidy(option.text)}`),
      );
      if (marks(control)) lines.push(` ${marks(control)}`);
    } else if (control) {
      const around = ['prefix', 'suffix'].map((where) => textOf(group.querySelector(`.govuk-input__${where}`)));
      lines.push(`  ${around[0]}“${control.value}”${around[1]}${marks(control)}`);
      const longest = group.getAttribute('data-maxlength');
      if (longest) lines.push(`  at most ${longest} characters`);
      group
        .querySelectorAll('datalist option')
        .forEach((offer) => lines.push(`  offers ${(offer as HTMLOptionElement).value}`));
    }
    return lines;
  };

  const describeRow = (row: Element): string[] => {
    const key = textOf(row.querySelector('dt'));
    const value = textOf(row.querySelector('.govuk-summary-list__value'));
    const links = [...row.querySelectorAll('a')].map((link) => `[${textOf(link)} → ${link.getAttribute('href')}]`);
    return [`row ${key} = ${value} ${links.join(' ')}`.trim()];
  };

  const describe = (root: Element): string[] => {
    const lines: string[] = [];
    const ofRows: string[] = [];
    const visit = (element: Element) => {
      const is = (selector: string) => element.matches(selector);
      if (is('.govuk-back-link')) lines.push(`back to ${element.getAttribute('href')}`);
      else if (is('.govuk-error-summary')) {
        lines.push(`errors: ${textOf(element.querySelector('h2'))}`);
        element.querySelectorAll('li').forEach((item) => {
          const href = item.querySelector('a')?.getAttribute('href') ?? null;
          const target = href ? root.querySelector(`[id="${href.replace(/^#/, '')}"]`) : null;
          lines.push(`  ${textOf(item)}${href ? ` → ${href}${target ? '' : ', which is not there'}` : ''}`);
        });
      } else if (is('.govuk-form-group')) lines.push(...describeField(element));
      else if (is('dl')) {
        [...element.children].forEach((row) => lines.push(...describeRow(row)));
        element.querySelectorAll('button').forEach((button) => ofRows.push(`button of a row: ${textOf(button)}`));
      } else if (is('button, a[role=button]')) {
        const where = element.getAttribute('href');
        const line = `${classes(element, 'govuk-button--') || 'first'} button: ${textOf(element)}${where ? ` → ${where}` : ''}`;
        const isOfRow = element.localName === 'button' && element.classList.contains('app-button-link');
        if (isOfRow) ofRows.push(`button of a row: ${textOf(element)}`);
        else lines.push(line);
      } else if (is('h1, h2, h3, p, .govuk-caption-l, .govuk-inset-text, .govuk-warning-text')) {
        lines.push(`${element.localName} ${textOf(element)}`);
      } else [...element.children].forEach(visit);
    };
    [...root.children].forEach(visit);
    return [...lines, ...ofRows.sort()];
  };

  const living = document.querySelector('#wizard');
  if (!living?.querySelector('form:not([action])')) throw new Error('the living form is not there');
  const reply = await fetch(`${location.pathname}${continued ? '?errors' : ''}`, { redirect: 'error' });
  const other = new DOMParser().parseFromString(await reply.text(), 'text/html');
  const plain = other.querySelector('#wizard');
  if (!plain?.querySelector('form')) throw new Error(`no plain form at ${location.pathname}`);
  return {
    living: [`title ${tidy(document.title)}`, ...describe(living)],
    plain: [`title ${tidy(other.title)}`, ...describe(plain)],
  };
}
