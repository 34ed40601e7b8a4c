import type { ReactNode } from 'react';
import { t } from '../language.ts';

/** How the applicant confirmed what is handed in (asked at a window only). */
export type Confirmation = '' | 'readAloud' | 'onScreen' | 'signedPaper' | 'byPhone';
const ways: { value: Confirmation; name: string }[] = [
  { value: 'onScreen', name: t('在屏幕上看过', 'Read on the screen') },
  { value: 'readAloud', name: t('念给他听过', 'Read out to them') },
  { value: 'signedPaper', name: t('打印出来签了字', 'Printed and signed') },
  { value: 'byPhone', name: t('打电话说过', 'Told by telephone') },
];

/** 申请人怎样确认的: before anything is handed in for somebody. */
export function Confirming({
  confirmation,
  confirm,
  forName,
  visitorName,
}: {
  confirmation: Confirmation;
  confirm: (how: Confirmation) => void;
  forName: string | null;
  visitorName: string;
}): ReactNode {
  return (
    <fieldset className="confirm" id="confirmation">
      <legend>
        <span className="ph">
          <b>{t('申请人怎样确认的', 'How the applicant confirmed it')}</b>
          <span className="s">{t('记入办件', 'Kept with the case')}</span>
        </span>
      </legend>
      <div className="pairs">
        {ways.map((way) => (
          <label key={way.value} className="chk">
            <input
              type="radio"
              name="confirmation"
              value={way.value}
              checked={confirmation === way.value}
              onChange={() => confirm(way.value)}
            />
            {way.name}
          </label>
        ))}
      </div>
      <p className="s">
        {forName === null
          ? t(`请${visitorName}把填好的内容看一遍或听一遍。`, `Please let ${visitorName} read what is filled in, or hear it read.`)
          : t(
              `${visitorName}代${forName}确认；${forName}以后登录能看到是谁、怎样替办的。`,
              `${visitorName} confirms for ${forName}, who can later see who acted, and how, after signing in.`,
            )}
      </p>
    </fieldset>
  );
}
