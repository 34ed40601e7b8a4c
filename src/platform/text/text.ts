/** A language people read Tongban in. Chinese is the one every text has. */
export type Lang = 'zh' | 'en';

/** A text people read: zh always, en where it was written. */
export type Text = { zh: string; en?: string };

/** The text in the reader's language; Chinese when it was not written in theirs, never nothing. */
export function say(text: Text, lang: Lang): string {
  return lang === 'en' && text.en !== undefined && text.en !== '' ? text.en : text.zh;
}

/** A text as a document writes it (a plain string is Chinese) as a language map. */
export function toText(written: string | Text): Text {
  return typeof written === 'string' ? { zh: written } : written;
}

/** The language a text is really shown in, for the `lang` attribute of its element. */
export function languageOf(text: Text, lang: Lang): 'zh-CN' | 'en' {
  return lang === 'en' && text.en !== undefined && text.en !== '' ? 'en' : 'zh-CN';
}
