import type { ReactNode } from 'react';
import type { Lang } from '#platform/text';
import type { UploadedFile } from '../form/form.format.ts';
import { Icon } from '../icon/icon.tsx';
import { words } from '../messages.ts';
import { ErrorText } from './frame.tsx';

export interface UploadProps {
  lang: Lang;
  /** Name and DOM id of the file input. */
  name: string;
  title: string;
  hint?: string | undefined;
  error?: string | undefined;
  files: readonly UploadedFile[];
  optional?: boolean;
  /** What may be chosen; photos and PDF by default. */
  accept?: string;
  /** 照片或PDF，每份不超过10 MB。 */
  limits?: string;
  multiple?: boolean;
  /** Value of the `_drop` button of a file; without it no file can be taken away here. */
  removable?: boolean;
  /** An upload button for readers without JavaScript (`_upload` = name); an island uploads by itself and hides it. */
  withButton?: boolean;
}

/** One material = one frame: what is there, then a plain file input (phones offer the camera in it), then 上传. */
export function Upload({
  lang,
  name,
  title,
  hint,
  error,
  files,
  optional,
  accept = 'image/*,.pdf',
  limits,
  multiple,
  removable = true,
  withButton = true,
}: UploadProps): ReactNode {
  const say = words(lang);
  const described =
    [...(hint ? [`${name}-h`] : []), ...(error ? [`${name}-e`] : []), ...(limits ? [`${name}-l`] : [])].join(' ') || undefined;
  return (
    <div className={error ? 'field err' : 'field'} data-field={name}>
      <label htmlFor={name}>
        {title}
        {optional && <span className="opting">{say.optional}</span>}
      </label>
      {hint && (
        <p className="hint" id={`${name}-h`}>
          {hint}
        </p>
      )}
      {error && <ErrorText lang={lang} id={`${name}-e`} text={error} />}
      <div className="up" data-upload={name}>
        {files.map((f) => (
          <div className="shot" key={f.id}>
            <span className="photo">
              <Icon name={/\.pdf$/i.test(f.name) ? 'file-text' : 'image'} />
            </span>
            <div>
              {f.href ? <a href={f.href}>{f.name}</a> : f.name}
              <p className="hint">{f.note ?? say.uploaded}</p>
            </div>
            <input type="hidden" name={name} value={f.id} />
            {removable && (
              <button type="submit" className="drop" name="_drop" value={f.id} formNoValidate>
                {say.removeFile}
                <span className="vh">{f.name}</span>
              </button>
            )}
          </div>
        ))}
        <div className="upb">
          <button type="button" className="btn" data-pick="camera">
            <Icon name="camera" />
            {files.length > 0 ? say.retakePhoto : say.takePhoto}
          </button>
          <button type="button" className="btn ghost" data-pick="files">
            {say.choosePhoto}
          </button>
        </div>
        <input
          className="filein"
          type="file"
          id={name}
          name={name}
          accept={accept}
          multiple={multiple}
          aria-describedby={described}
          aria-invalid={error ? true : undefined}
          data-shrink="1"
        />
        {limits && (
          <p className="hint" id={`${name}-l`}>
            {limits}
          </p>
        )}
        {withButton && (
          <button type="submit" className="btn ghost upgo" name="_upload" value={name} formNoValidate>
            {say.upload}
          </button>
        )}
      </div>
    </div>
  );
}
