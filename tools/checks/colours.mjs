// Colours and corner radii come from the kit's tokens only: contrast is proven there, once.
import { findAll, listFiles } from './files.mjs';

const HOME = /^src\/kit\/(.*\/)?[^/]*tokens[^/]*$/;
const COLOUR =
  /#[0-9a-f]{3,8}\b(?![\w-]*\s*\{)|\b(rgba?|hsla?|oklch|oklab|lab|lch|hwb)\s*\(|(?<=(?:color|background|border|outline|fill|stroke|shadow)[\w-]*\s*:\s*[^;{}]*)\b(white|black|red|green|blue|gr[ae]y|silver|orange|yellow|navy|teal|purple|pink|brown|gold|crimson|tomato)\b(?!-)/gi;
const RADIUS = /border(?:-[a-z]+)*-radius\s*:\s*([^;}]+)/gi;
const cssComments = (text) => text.replace(/\/\*[\s\S]*?\*\//g, (m) => m.replace(/[^\n]/g, ' '));
const noUrls = (text) => cssComments(text).replace(/url\([^)]*\)/g, (m) => ' '.repeat(m.length));

export function run({ root }) {
  const findings = [];
  for (const file of listFiles(root, /^src\/.*\.css$/)) {
    if (HOME.test(file)) continue;
    findings.push(...findAll(root, file, COLOUR, (m) => `colour ${m[0]}: use a token of the kit`, noUrls));
    findings.push(
      ...findAll(
        root,
        file,
        RADIUS,
        (m) =>
          /^\s*(var\(--[\w-]+\)|0|50%|inherit|\s)+\s*(!important)?\s*$/.test(m[1]) ? '' : `radius ${m[1].trim()}: use a token of the kit`,
        noUrls,
      ),
    );
  }
  for (const file of listFiles(root, /^src\/(kit|channels)\/.*\.tsx$/))
    if (!/\.test\.tsx$/.test(file))
      findings.push(
        ...findAll(
          root,
          file,
          /\b(color|background\w*|fill|stroke|border\w*)\s*[:=]\s*\{?\s*['"`][^'"`]*#[0-9a-f]{3,8}\b/gi,
          (m) => `colour in markup: ${m[0]}`,
        ),
      );
  return findings;
}
