import type { ReactNode } from 'react';
import { Icon } from '../icon/icon.tsx';
import { Wordmark } from '../page/wordmark.tsx';
import type { Look } from './shell.ts';

/** Bar, context strip, panes, decision bar of a desk sample. */
export function DeskShell({
  look,
  title,
  current,
  sub,
  children,
  act,
  panes,
}: {
  look: Look;
  title: string;
  current: string;
  sub: ReactNode;
  children: ReactNode;
  act: ReactNode;
  panes: string;
}): ReactNode {
  return (
    <html lang="zh-CN" data-theme={look.contrast ? 'contrast' : undefined}>
      <head>
        <meta charSet="utf-8" />
        <title>{title}</title>
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        {look.styles.map((href) => (
          <link key={href} rel="stylesheet" href={href} />
        ))}
      </head>
      <body>
        <a className="skip" href="#main">
          跳到正文
        </a>
        <div className="app">
          <header className="bar">
            <span className="m">
              <Wordmark name="云渚通办" />
            </span>
            <nav aria-label="工作台">
              <ul>
                {['窗口', '待办', '办件查询'].map((name) => (
                  <li key={name}>
                    <a href={`#${name}`} aria-current={name === current ? 'page' : undefined}>
                      {name}
                      {name === '待办' && <span className="n">19</span>}
                    </a>
                  </li>
                ))}
              </ul>
            </nav>
            <form className="find" role="search">
              <Icon name="search" />
              <label className="vh" htmlFor="find">
                查人、办件号、事项
              </label>
              <input id="find" placeholder="查人、办件号、事项" />
              <kbd>/</kbd>
            </form>
            <span className="me">临河区民政局社会救助科，王海涛</span>
          </header>
          <section className="sub" aria-label="上下文">
            {sub}
          </section>
          <main className={`panes ${panes}`} id="main">
            {children}
          </main>
          <footer className="act">{act}</footer>
        </div>
      </body>
    </html>
  );
}
