const zh = document.documentElement.lang.startsWith('zh');
/** How long before the end somebody is asked. */
const before = 3 * 60;
const words = zh
  ? {
      title: '还要接着办吗？',
      line: '再过3分钟没有动作，会自动退出登录，免得别人看到您的信息。填过的不会丢。',
      stay: '再等一会儿',
      failed: '现在连不上。填过的都在这一页里，连上以后再按一次。',
      overTitle: '已经退出登录',
      overLine: '您填的都还在这一页里。照常按保存，登录以后就接着存。',
      close: '知道了',
    }
  : {
      title: 'Do you want to go on?',
      line: 'In 3 minutes you will be signed out so that nobody else sees your data. Nothing you filled in is lost.',
      stay: 'Stay signed in',
      failed: 'No connection now. What you filled in is still here; press again when you are online.',
      overTitle: 'You were signed out',
      overLine: 'What you filled in is still on this page. Save as usual; after signing in it goes on.',
      close: 'Close',
    };

/** Asks before the sign-in runs out, goes on for as long as somebody says so, and says when it is over. Every open page of the same person counts. */
function watch(idle: number): void {
  let timer = 0;
  const dialog = document.createElement('dialog');
  dialog.className = 'dlg';
  dialog.setAttribute('aria-labelledby', 'stay-h');
  dialog.setAttribute('aria-describedby', 'stay-p');
  const title = document.createElement('h2');
  title.id = 'stay-h';
  const line = document.createElement('p');
  line.id = 'stay-p';
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'btn block';
  dialog.append(title, line, button);
  document.body.append(dialog);
  const others = 'BroadcastChannel' in window ? new BroadcastChannel('tb-stay') : undefined;

  const show = (over: boolean): void => {
    title.textContent = over ? words.overTitle : words.title;
    line.textContent = over ? words.overLine : words.line;
    button.textContent = over ? words.close : words.stay;
    dialog.dataset['over'] = over ? '1' : '';
    if (!dialog.open) dialog.showModal();
  };
  const wait = (seconds: number, then: () => void): void => {
    clearTimeout(timer);
    timer = window.setTimeout(then, seconds * 1000);
  };
  const fresh = (): void => {
    if (dialog.open) dialog.close();
    wait(idle - before, () => {
      show(false);
      wait(before, () => show(true));
    });
  };
  const stay = async (): Promise<void> => {
    if (dialog.dataset['over'] === '1') return dialog.close();
    try {
      const reply = await fetch('/api/me', { credentials: 'same-origin' });
      if (reply.status === 401) return show(true);
      if (!reply.ok) throw new Error(String(reply.status));
      others?.postMessage('here');
      fresh();
    } catch {
      line.textContent = words.failed;
    }
  };
  button.addEventListener('click', () => void stay());
  // Escape means the same as the one button: whoever presses a key is here.
  dialog.addEventListener('cancel', (event) => {
    event.preventDefault();
    void stay();
  });
  if (others) others.onmessage = fresh;
  others?.postMessage('here');
  fresh();
}

const idle = Number(document.body.dataset['idle']);
if (idle > before) watch(idle);
