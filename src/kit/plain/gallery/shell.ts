import type { City, PageLink } from '../page/page.format.ts';

/** How a sample is to be drawn. */
export interface Look {
  lang: 'zh' | 'en';
  elder: boolean;
  contrast: boolean;
  styles: readonly string[];
}

const city: City = { name: '云渚通办', line: '云渚市一体化政务服务', host: '云渚市政务服务管理办公室', demo: true };
const nav: PageLink[] = [
  { key: 'items', href: '/', text: '找事项' },
  { key: 'cases', href: '/my', text: '我的办件' },
  { key: 'places', href: '/places', text: '附近能办的地方' },
  { key: 'feedback', href: '/feedback', text: '提意见' },
];
const foot: PageLink[] = [
  { key: 'seen', href: '/my/seen', text: '谁看过我的信息' },
  { key: 'access', href: '/accessibility', text: '无障碍说明' },
  { key: 'privacy', href: '/privacy', text: '隐私' },
];

/** The shell of every sample page. */
export function shell(look: Look, here: string) {
  return {
    ...look,
    city,
    nav,
    foot,
    telephone: '12345',
    here,
    region: { text: '临河区', href: '/region' },
    mine: { href: '/my' },
    signedIn: true,
  } as const;
}
