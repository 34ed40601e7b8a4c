import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { saveTyped } from '../leaving.ts';
import { t } from '../language.ts';
import { Dialog } from './dialog.tsx';

/** Somebody is here; he is asked whether he is; nobody was. */
type Presence = 'here' | 'asked' | 'over';

/** How long before the end somebody is asked. */
const askBefore = 5 * 60_000;
/** Keys and clicks that need no answer of the server are told to it this often: the server counts only what it hears. */
const tellEvery = 5 * 60_000;

/**
 * A desk that nobody touches asks five minutes before the end whether somebody is there; any key or click goes on. Otherwise what was
 * typed is saved, the session ends and nothing about anybody stays on the screen. Every tab of the browser counts.
 */
function usePresence(queries: QueryClient, idleMinutes: number): Presence {
  const [presence, setPresence] = useState<Presence>('here');
  useEffect(() => {
    const idle = idleMinutes * 60_000;
    const others = new BroadcastChannel('tongban-desk-here');
    let touched = performance.now();
    let told = touched;
    let now: Presence = 'here';
    const become = (next: Presence): void => {
      if (now === 'over') return;
      now = next;
      if (next === 'over') {
        clearInterval(watch);
        queries.clear();
      }
      setPresence(next);
    };
    const tell = async (): Promise<void> => {
      told = performance.now();
      const reply = await fetch('/api/staff/session', { credentials: 'same-origin' }).catch(() => undefined);
      if (reply?.status === 401) become('over');
    };
    const touch = (): void => {
      const before = touched;
      touched = performance.now();
      if (now === 'asked' || touched - told > tellEvery) void tell();
      if (now === 'asked' || touched - before > 10_000) others.postMessage('here');
      if (now === 'asked') become('here');
    };
    const end = async (): Promise<void> => {
      clearInterval(watch);
      await saveTyped();
      await fetch('/desk/sign-out', { method: 'POST', credentials: 'same-origin', redirect: 'manual' }).catch(() => undefined);
      others.postMessage('over');
      become('over');
    };
    const look = (): void => {
      const away = performance.now() - touched;
      if (away >= idle) void end();
      else if (away >= idle - askBefore) become('asked');
    };
    const watch = setInterval(look, 5_000);
    others.onmessage = (message: MessageEvent<string>) => {
      if (message.data === 'over') return become('over');
      touched = performance.now();
      if (now === 'asked') become('here');
    };
    for (const sign of ['pointerdown', 'keydown'] as const) window.addEventListener(sign, touch, true);
    return () => {
      clearInterval(watch);
      for (const sign of ['pointerdown', 'keydown'] as const) window.removeEventListener(sign, touch, true);
      others.close();
    };
  }, [queries, idleMinutes]);
  return presence;
}

/** Holds a screen of the desk for as long as somebody is there. */
export function WhileHere({ idleMinutes, children }: { idleMinutes: number; children: ReactNode }): ReactNode {
  const presence = usePresence(useQueryClient(), idleMinutes);
  if (presence === 'over') return <SignedOut />;
  return (
    <>
      {children}
      {presence === 'asked' && (
        <Dialog title={t('还在吗？', 'Are you still there?')} onClose={() => undefined}>
          <p>
            {t(
              '再过5分钟没有动作，会自动退出登录，免得别人看到办件。填过的会先存好。按任意键就接着用。',
              'In 5 minutes you will be signed out so that nobody else sees cases. What you typed is saved first. Any key goes on.',
            )}
          </p>
          <p className="do">
            <button type="button" className="b p" data-first="">
              {t('接着用', 'Go on')}
            </button>
          </p>
        </Dialog>
      )}
    </>
  );
}

function SignedOut(): ReactNode {
  const to = `${window.location.pathname}${window.location.search}`;
  return (
    <main className="pane" id="main" tabIndex={-1}>
      <h1>{t('已经自动退出登录', 'You were signed out')}</h1>
      <p role="status">
        {t('很久没有人动这台电脑，已经退出登录。填过的存好了。', 'Nobody used this computer for a while. What was typed was saved.')}
      </p>
      <p>
        <a className="b p" href={`/desk/sign-in?to=${encodeURIComponent(to)}`}>
          {t('重新登录，回到这一页', 'Sign in and come back here')}
        </a>
      </p>
    </main>
  );
}
