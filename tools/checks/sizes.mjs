// Files that ask to be split, doors that became rooms, and names that say nothing.
import { listFiles, readText } from './files.mjs';

export function run({ root }) {
  const findings = [];
  for (const file of listFiles(root, /^(src|tools|e2e|bench)\/.*\.(tsx?|mjs|css)$/)) {
    const lines = readText(root, file).split('\n').length - 1;
    if (lines > 400) findings.push({ file, say: `${lines} lines; 400 is the limit, 300 a question` });
    if (/^src\/modules\/[^/]+\/index\.ts$/.test(file) && lines > 60)
      findings.push({ file, say: `a door of ${lines} lines; 60 is the limit` });
    if (
      /(^|[/.])(utils?|helpers?|types|services?|common|misc)\.tsx?$|\/(utils?|helpers?|types|services?|common|misc)\//.test(
        file.replace(/^src\/modules\/[^/]+\//, ''),
      )
    )
      findings.push({ file, say: 'the name says nothing about what is inside' });
  }
  for (const file of listFiles(root, /^src\/modules\/[^/]+\/index\.ts$/)) {
    const readme = file.replace('index.ts', 'README.md');
    if (!listFiles(root, /^src\/modules\/[^/]+\/README\.md$/).includes(readme)) findings.push({ file, say: 'the module has no README.md' });
  }
  for (const file of listFiles(root, /^docs\/decisions\/\d.*\.md$/)) {
    const last =
      readText(root, file)
        .match(/^(#+ |\*\*[^*]+\*\*).*$/gm)
        ?.at(-1) ?? '';
    if (!/How it is checked|怎样检查/.test(last)) findings.push({ file, say: 'the last heading of a decision is “How it is checked”' });
  }
  return findings;
}
