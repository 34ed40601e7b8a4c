/** What JSX of the desk is made with (tools/build.mjs names this folder): in English every Chinese text is marked while it is drawn. */
import * as react from 'react/jsx-runtime';
import { lang } from '../language.ts';
import { marked } from './mark.ts';

type Make = typeof react.jsx;
const marking =
  (make: Make): Make =>
  (type, props, key) =>
    make(type, marked(type, props as Record<string, unknown>), key);

export { Fragment } from 'react/jsx-runtime';
export const jsx: Make = lang === 'en' ? marking(react.jsx) : react.jsx;
export const jsxs: Make = lang === 'en' ? marking(react.jsxs) : react.jsxs;
