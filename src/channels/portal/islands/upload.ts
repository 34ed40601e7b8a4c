import { shrunk } from './parts/shrink.ts';

const zh = document.documentElement.lang.startsWith('zh');
const mb = (bytes: number): string => (bytes / 1_000_000).toFixed(1);
const words = {
  shrinking: zh ? '照片有点大，正在缩小' : 'The photo is large, making it smaller',
  sending: (percent: number) => (zh ? `正在上传，已传${percent}%` : `Uploading, ${percent}% sent`),
  shrunkTo: (bytes: number) => (zh ? `照片已缩到${mb(bytes)}MB。` : `Photo made smaller: ${mb(bytes)} MB. `),
  checking: zh ? '传完了，正在检查' : 'Sent, being checked',
  done: zh ? '已上传' : 'Uploaded',
  broken: zh ? '网络断了，没有传完。选好的还在，请再传一次。' : 'The connection broke. What you chose is still here; please send it again.',
  again: zh ? '再传一次' : 'Send again',
};

/** Sends what was chosen at once, tells how far it is, and puts the newly drawn section in the place of the old one. */
function upload(box: HTMLElement): void {
  const input = box.querySelector<HTMLInputElement>('input[type=file]');
  const button = box.querySelector<HTMLButtonElement>('.upgo');
  const form = input?.form;
  if (!input || !button || !form) return;
  button.hidden = true;
  const status = document.createElement('p');
  status.className = 'hint';
  status.setAttribute('role', 'status');
  button.before(status);
  let kept: { chosen: File; small: File } | undefined;

  const send = async (): Promise<void> => {
    const chosen = input.files?.[0] ?? kept?.chosen;
    if (!chosen) return;
    button.hidden = true;
    status.className = 'hint';
    if (kept?.chosen !== chosen) {
      status.textContent = words.shrinking;
      kept = { chosen, small: await shrunk(chosen) };
    }
    const { small } = kept;
    const note = small === chosen ? '' : words.shrunkTo(small.size);
    const data = new FormData(form);
    for (const other of form.querySelectorAll<HTMLInputElement>('input[type=file]')) if (other !== input) data.delete(other.name);
    if (button.name !== '') data.set(button.name, button.value);
    // The name stays in its place: the key of the deed must come before the file.
    data.set(input.name, small, small.name);
    const request = new XMLHttpRequest();
    request.open('POST', form.action);
    let told = -1;
    request.upload.onprogress = (e) => {
      const percent = e.lengthComputable ? Math.floor((e.loaded / e.total) * 10) * 10 : -1;
      // Told in steps of ten, so that a screen reader is not flooded.
      if (percent > told) {
        told = percent;
        status.textContent = note + (percent >= 100 ? words.checking : words.sending(percent));
      }
    };
    const failed = (): void => {
      status.textContent = words.broken;
      button.firstChild!.textContent = words.again;
      button.hidden = false;
    };
    request.onerror = failed;
    request.onload = () => {
      if (request.status >= 500 || request.status === 429) return failed();
      arrived(request, box, note);
    };
    request.send(data);
  };
  input.addEventListener('change', () => void send());
  button.addEventListener('click', (event) => {
    event.preventDefault();
    void send();
  });
}

/** The answer is a whole page: its section takes the place of ours, or the reader goes to where it leads. */
function arrived(request: XMLHttpRequest, box: HTMLElement, note: string): void {
  const section = box.closest('section');
  const came = new URL(request.responseURL, location.href);
  const stays = came.pathname === location.pathname || request.status === 422;
  const drawn = new DOMParser().parseFromString(request.responseText, 'text/html');
  const fresh = section?.id ? drawn.getElementById(section.id) : null;
  if (!stays || !section || !fresh) {
    location.assign(request.status < 400 ? came.href : location.href);
    return;
  }
  const taken = document.importNode(fresh, true);
  section.replaceWith(taken);
  document.title = drawn.title;
  const next = taken.querySelector<HTMLElement>('.field[data-upload]');
  if (next) upload(next);
  const status = next?.querySelector('[role=status]');
  const good = request.status < 400;
  // A live region speaks of what changes in it, so the words come once it stands.
  setTimeout(() => {
    if (!status) return;
    // What the section says already is here for the ear only.
    if (!good || taken.querySelector('.note') !== null) status.className = 'vh';
    status.textContent = good ? note + words.done : (taken.querySelector('.msg')?.textContent ?? '');
  }, 100);
  taken.querySelector<HTMLInputElement>('input[type=file]')?.focus();
}

for (const box of document.querySelectorAll<HTMLElement>('.field[data-upload]')) upload(box);
