export type { Lang, Text } from './text.ts';
export { languageOf, say, toText } from './text.ts';
