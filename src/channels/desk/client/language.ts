import { type Lang, say, type Text } from '#platform/text';

/** The language the server wrote this page in; it stands as long as the page does, switching loads the page anew. */
export const lang: Lang = globalThis.document?.documentElement.lang.startsWith('en') === true ? 'en' : 'zh';

/** What the desk says by itself: both languages stand where it is said. */
export const t = (zh: string, en: string): string => say({ zh, en }, lang);

/** A text of the server or of an item in the reader's language; nothing where there is none. */
export function tell(text: Text): string;
export function tell(text: Text | null | undefined): string | undefined;
export function tell(text: Text | null | undefined): string | undefined {
  return text === null || text === undefined ? undefined : say(text, lang);
}

/** What goes into a paper or to the applicant: it is Chinese, whoever writes it in whichever language. */
export const inChinese = (text: string): string => text;

/** Several names in one line. */
export const list = (names: readonly string[]): string => names.join(t('、', ', '));
