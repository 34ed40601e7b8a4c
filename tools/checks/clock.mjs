// One clock: only platform/clock asks the machine what time it is, so that tests and drills can set it.
import { findAll, listFiles } from './files.mjs';

export function run({ root }) {
  return listFiles(root, /^src\/.*\.tsx?$/)
    .filter((file) => !/^src\/platform\/clock\/|\.test\.tsx?$|^src\/platform\/testing\//.test(file))
    .flatMap((file) =>
      findAll(
        root,
        file,
        /\bDate\.now\s*\(|\bnew Date\s*\(\s*\)|\bDate\s*\(\s*\)|Temporal\.Now\b/g,
        (m) => `${m[0].trim()}: ask the clock you were given`,
      ),
    );
}
