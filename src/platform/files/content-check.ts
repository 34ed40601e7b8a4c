import { fileTypeFromBuffer } from 'file-type';
import { type Problem, problem } from '#platform/errors';

/** What browsers and windows can show: PDF, photos, and OFD, the national layout format. */
export type FileType = 'application/pdf' | 'image/jpeg' | 'image/png' | 'application/ofd';

/** All types a file may have. */
export const fileTypes: readonly FileType[] = ['application/pdf', 'image/jpeg', 'image/png', 'application/ofd'];

const names: Record<FileType, string> = {
  'application/pdf': 'PDF',
  'image/jpeg': 'JPG',
  'image/png': 'PNG',
  'application/ofd': 'OFD',
};

const HEAD = 4100;
const TAIL = 66_000;

/**
 * Looks at bytes while they pass: what they are (by content, never by name or by what the browser says) and, at the
 * end, whether they are whole. Nothing is parsed further; files are only ever served as attachments.
 */
export class ContentCheck {
  readonly #allow: readonly FileType[];
  #head: Buffer = Buffer.alloc(0);
  #tail: Buffer = Buffer.alloc(0);
  #type: FileType | 'application/zip' | undefined;
  #sawOfdEntry = false;
  #sawVideo = false;

  constructor(allow: readonly FileType[]) {
    this.#allow = allow;
  }

  /** Takes the next bytes. @throws Problem `files.type` as soon as the beginning shows another type. */
  async take(piece: Buffer): Promise<void> {
    const window = Buffer.concat([this.#tail, piece]);
    this.#look(window, this.#tail.length);
    this.#tail = Buffer.from(window.subarray(Math.max(0, window.length - TAIL)));
    if (this.#type !== undefined) return;
    this.#head = Buffer.concat([this.#head, piece]).subarray(0, HEAD);
    if (this.#head.length >= HEAD) await this.#decide();
  }

  /** The type, after the last byte. @throws Problem `files.empty`, `files.type`, `files.broken`. */
  async finish(): Promise<FileType> {
    if (this.#tail.length === 0) throw empty();
    if (this.#type === undefined) await this.#decide();
    if (this.#type === 'application/zip') {
      if (!this.#sawOfdEntry) throw wrongType(this.#allow, 'zip');
      this.#type = 'application/ofd';
    }
    const type = this.#type as FileType;
    if (!this.#whole(type)) throw broken();
    return type;
  }

  // An OFD is a ZIP whose directory names OFD.xml. Some phones put a video behind the end of a photo.
  #look(window: Buffer, fresh: number): void {
    const from = Math.max(0, fresh - 128);
    for (let at = window.indexOf('OFD.xml', from); at >= 0 && !this.#sawOfdEntry; at = window.indexOf('OFD.xml', at + 1)) {
      this.#sawOfdEntry = at >= 46 && window.readUInt32BE(at - 46) === 0x504b0102;
    }
    for (let at = window.indexOf('ftyp', from); at >= 0 && !this.#sawVideo; at = window.indexOf('ftyp', at + 1)) {
      this.#sawVideo = window.subarray(Math.max(0, at - 64), at).includes(jpegEnd);
    }
  }

  async #decide(): Promise<void> {
    const found = await fileTypeFromBuffer(this.#head).catch(() => undefined);
    const mime = found?.mime;
    if (mime === 'application/zip' && this.#allow.includes('application/ofd')) this.#type = 'application/zip';
    else {
      const type = this.#allow.find((one) => one === mime);
      if (type === undefined) throw wrongType(this.#allow, found?.ext);
      this.#type = type;
    }
  }

  #whole(type: FileType): boolean {
    switch (type) {
      case 'application/pdf':
        return this.#tail.subarray(-2048).includes('%%EOF');
      case 'image/png':
        return this.#tail.subarray(-1024).includes(pngEnd);
      case 'image/jpeg':
        return this.#sawVideo || this.#tail.includes(jpegEnd);
      case 'application/ofd':
        return this.#tail.includes(zipEnd);
    }
  }
}

const jpegEnd = Buffer.from([0xff, 0xd9]);
const pngEnd = Buffer.from('0000000049454e44ae426082', 'hex');
const zipEnd = Buffer.from('504b0506', 'hex');

function wrongType(allow: readonly FileType[], found: string | undefined): Problem {
  const list = allow.map((type) => names[type]);
  const heic = found === 'heic' || found === 'heif' || found === 'avif';
  return problem(
    'invalid',
    'files.type',
    { zh: `这个文件不是${list.join('、')}，收不了。`, en: `This file is none of ${list.join(', ')}.` },
    heic
      ? {
          zh: '这是苹果手机的HEIC照片。对着它截一张图，把截图传上来就行；也可以带原件到窗口。',
          en: 'This is a HEIC photo. Take a screenshot of it and upload that, or bring the original to a window.',
        }
      : {
          zh: '用手机拍一张照片传上来就行；也可以带原件到窗口。',
          en: 'A photo taken with a phone will do, or bring the original to a window.',
        },
    { data: { allow: list } },
  );
}

function broken(): Problem {
  return problem(
    'invalid',
    'files.broken',
    { zh: '这个文件不完整，后面缺了一截。', en: 'This file is incomplete: its end is missing.' },
    {
      zh: '请先在自己手机或电脑上打开看看，能打开再传；打不开就重新拍一张。',
      en: 'Open it on your own device first. If it opens, upload it again; if not, take a new photo.',
    },
  );
}

function empty(): Problem {
  return problem(
    'invalid',
    'files.empty',
    { zh: '这个文件是空的。', en: 'This file is empty.' },
    { zh: '请重新选一个文件，或者拍一张照片。', en: 'Please choose another file or take a photo.' },
  );
}
