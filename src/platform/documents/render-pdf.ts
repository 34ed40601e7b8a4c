import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { projectRoot } from '#platform/config';
import type { Json } from '#platform/errors';

let compiler: NodeCompiler | undefined;

// The font holds all of GBK; the web-font slices would drop rare names to boxes.
function theCompiler(): NodeCompiler {
  if (compiler === undefined) {
    const fonts = join(projectRoot(), 'node_modules/@expo-google-fonts/noto-sans-sc');
    compiler = NodeCompiler.create({
      workspace: join(projectRoot(), 'src/platform/documents'),
      fontArgs: [
        {
          fontBlobs: [
            readFileSync(join(fonts, '400Regular/NotoSansSC_400Regular.ttf')),
            readFileSync(join(fonts, '700Bold/NotoSansSC_700Bold.ttf')),
          ],
        },
      ],
    });
  }
  return compiler;
}

/**
 * Sets a Typst template with data (read there as `json(bytes(sys.inputs.data))`) into a tagged PDF, about 2 ms a page
 * once warm. Data is data: nothing in it is run as markup.
 * @throws Error when the template itself is wrong; that is a defect, not the reader's.
 */
export function renderPdf(template: string, data: Json): Buffer {
  try {
    return theCompiler().pdf({ mainFileContent: template, inputs: { data: JSON.stringify(data) } });
  } catch (error) {
    throw new Error('a paper template does not compile', { cause: error });
  }
}

/** Loads fonts and compiler ahead of the first reader (about a second). */
export function warmUp(): void {
  renderPdf('.', null);
}
