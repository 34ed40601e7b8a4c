import type { ReactNode } from 'react';
import { htmlLang } from '../text/language.ts';
import { words } from '../messages.ts';
import { Footer } from './footer.tsx';
import { Header } from './header.tsx';
import type { PageProps } from './page.format.ts';

/** A name that exists in Chinese only is read in Chinese, in a title too: a mark inside it is not possible. */
const han = /\p{Script=Han}/u;

/** 有3处要改 — 授权和收款 — 云渚通办: what needs the reader first, then the page, then the city. */
export function pageTitle({ lang, title, errors, city }: Pick<PageProps, 'lang' | 'title' | 'errors' | 'city'>): string {
  return [...(errors ? [words(lang).toFixTitle(errors)] : []), ...(title ? [title] : []), city.name].join(' — ');
}

/** The whole document of a citizen page. Server: `<!doctype html>` + renderToStaticMarkup (renderPage does both). */
export function Page(props: PageProps): ReactNode {
  const { lang, elder, contrast, frame = 'wide', styles, scripts = [], children } = props;
  const title = pageTitle(props);
  return (
    <html lang={htmlLang(lang)} data-theme={contrast ? 'contrast' : undefined} data-size={elder ? 'elder' : undefined}>
      <head>
        <meta charSet="utf-8" />
        <title lang={lang === 'en' && han.test(title) ? 'zh-CN' : undefined}>{title}</title>
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <meta name="format-detection" content="telephone=no" />
        {props.noindex && <meta name="robots" content="noindex" />}
        {styles.map((href) => (
          <link key={href} rel="stylesheet" href={href} />
        ))}
        {scripts.map((src) => (
          <script key={src} type="module" src={src} />
        ))}
      </head>
      <body data-idle={props.idleSeconds}>
        <a className="skip" href="#main">
          {words(lang).skip}
        </a>
        <Header {...props} />
        <main id="main" tabIndex={-1}>
          {frame === 'bare' ? children : <div className={frame === 'task' ? 'task' : 'w'}>{children}</div>}
        </main>
        <Footer {...props} />
      </body>
    </html>
  );
}
