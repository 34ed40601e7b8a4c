/** The same for a component whose key stands behind spread props: JSX makes it with `createElement`. */
import * as react from 'react';
import { lang } from '../language.ts';
import { marked } from './mark.ts';

type Make = (type: react.ElementType, props: Record<string, unknown> | null, ...children: react.ReactNode[]) => react.ReactElement;
const make = react.createElement as Make;
const marking: Make = (type, props, ...children) => {
  const { children: inside = [], ...rest } = marked(type, { ...props, ...(children.length === 0 ? {} : { children }) });
  return make(type, rest, ...(Array.isArray(inside) ? (inside as react.ReactNode[]) : [inside as react.ReactNode]));
};

export const createElement: Make = lang === 'en' ? marking : make;
