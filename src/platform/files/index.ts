/** The door of `platform/files`: uploaded files, checked and encrypted. See README.md. */
export { filesOf, filesOver, openFiles } from './files.ts';
export type { Files } from './files.ts';
export type { FileRef, StagedFile, Upload, UploadOptions } from './file.ts';
export { fileTypes } from './content-check.ts';
export type { FileType } from './content-check.ts';
export type { FileStore } from './file-store.ts';
export { fileHeaders } from './file-headers.ts';
export { filesJobs } from './sweep.ts';
export { s3Store } from './s3-store.ts';
