import { checkBankAccount, checkIdNumber, checkPhone, checkUscc } from '#platform/identifiers';

const zh = document.documentElement.lang.startsWith('zh');
const levels = ['county', 'town', 'village'] as const;
const levelNames = zh ? ['区县', '镇街', '村居'] : ['District', 'Town', 'Village'];

/** Divisions beneath one, as the public picker gives them. */
async function beneath(code: string): Promise<{ code: string; name: string }[]> {
  const reply = await fetch(`/api/regions?parent=${encodeURIComponent(code)}`, { credentials: 'omit' });
  if (!reply.ok) throw new Error(String(reply.status));
  return ((await reply.json()) as { rows: { code: string; name: string }[] }).rows;
}

function emptied(select: HTMLSelectElement): void {
  select.value = '';
  while (select.options.length > 1) select.remove(1);
}

/** Lists the next level by itself; where that fails, the button of the page without scripts comes back. */
function region(box: HTMLElement): void {
  const field = box.closest('.field') ?? box;
  const button = field.querySelector<HTMLButtonElement>('.regnext');
  const last = levels.indexOf((box.dataset['until'] ?? 'village') as (typeof levels)[number]);
  if (button) button.hidden = true;
  let asked = 0;
  box.addEventListener('change', async (event) => {
    const select = event.target as HTMLSelectElement;
    const at = levels.indexOf(select.dataset['level'] as (typeof levels)[number]);
    if (at < 0 || at >= last) return;
    const turn = ++asked;
    const lower = [...box.querySelectorAll<HTMLSelectElement>('select')].filter(
      (s) => levels.indexOf(s.dataset['level'] as (typeof levels)[number]) > at,
    );
    for (const s of lower) emptied(s);
    for (const s of lower.slice(1)) s.closest('label')?.remove();
    if (select.value === '') return;
    try {
      const rows = await beneath(select.value);
      if (turn !== asked) return;
      const next = lower[0] ?? added(box, select, at + 1);
      for (const row of rows) next.add(new Option(row.name, row.code));
    } catch {
      if (button) button.hidden = false;
    }
  });
}

/** The select of the next level, made like the one above it. */
function added(box: HTMLElement, above: HTMLSelectElement, at: number): HTMLSelectElement {
  const label = (above.closest('label') as HTMLLabelElement).cloneNode(true) as HTMLLabelElement;
  const select = label.querySelector('select') as HTMLSelectElement;
  const name = above.name.replace(/[^.]+$/, levels[at] ?? '');
  emptied(select);
  select.id = name;
  select.name = name;
  select.dataset['level'] = levels[at];
  label.htmlFor = name;
  const word = label.querySelector('.level');
  if (word) word.textContent = levelNames[at] ?? '';
  box.append(label);
  return select;
}

let pressed = false;
document.addEventListener('pointerdown', () => (pressed = true), true);
for (const end of ['pointerup', 'pointercancel']) document.addEventListener(end, () => (pressed = false), true);

const checks: Record<string, (typed: string) => { ok: true } | { ok: false; say: { zh: string; en?: string } }> = {
  'id-number': checkIdNumber,
  'bank-account': checkBankAccount,
  uscc: checkUscc,
  phone: checkPhone,
};

/** Says beside the box what the server would say after sending; said when the box is left, taken back once it is right. */
function hint(input: HTMLInputElement): void {
  const check = checks[input.dataset['kind'] ?? ''];
  const field = input.closest('.field');
  if (!check || !field) return;
  const id = `${input.name}-live`;
  const describedBefore = (input.getAttribute('aria-describedby') ?? '').split(' ').filter((d) => d !== '' && d !== `${input.name}-e`);
  const line = document.createElement('p');
  line.className = 'msg';
  line.id = id;
  const look = (): void => {
    const answer = input.value.trim() === '' ? undefined : check(input.value);
    const wrong = answer !== undefined && !answer.ok ? (zh ? answer.say.zh : (answer.say.en ?? answer.say.zh)) : '';
    field.querySelector(`[id="${input.name}-e"]`)?.remove();
    line.textContent = wrong;
    line.hidden = wrong === '';
    field.classList.toggle('err', wrong !== '');
    if (wrong === '') input.removeAttribute('aria-invalid');
    else input.setAttribute('aria-invalid', 'true');
    const described = [...describedBefore, ...(wrong === '' ? [] : [id])].join(' ');
    if (described === '') input.removeAttribute('aria-describedby');
    else input.setAttribute('aria-describedby', described);
  };
  line.hidden = true;
  (input.closest('.ctl') ?? input).before(line);
  // `change` comes with leaving the box after typing in it: what was only passed through keeps the words of the server.
  // A press on a button leaves the box first: were the page to move now, the button would slip from under the finger.
  input.addEventListener('change', () => {
    if (pressed) document.addEventListener('pointerup', () => setTimeout(look), { once: true });
    else look();
  });
  input.addEventListener('input', () => {
    if (!line.hidden) look();
  });
}

for (const box of document.querySelectorAll<HTMLElement>('.reg')) region(box);
for (const input of document.querySelectorAll<HTMLInputElement>('input[data-kind]')) hint(input);
