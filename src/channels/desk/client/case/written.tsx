import type { ReactNode } from 'react';

/** Words the applicant will read. */
export function Words({
  name,
  label,
  required = false,
  initial = '',
}: {
  name: string;
  label: string;
  required?: boolean;
  initial?: string;
}): ReactNode {
  return (
    <p className="field">
      <label htmlFor={`d-${name}`}>{label}</label>
      <textarea id={`d-${name}`} name={name} className="inp" rows={3} required={required} defaultValue={initial} maxLength={2000} />
    </p>
  );
}
