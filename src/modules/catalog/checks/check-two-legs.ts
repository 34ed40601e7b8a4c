/**
 * The guards of I4. No item may be published that forces an online step before a window, lacks an offline entry,
 * asks for paper after e-material, or asks for a government-issued document with neither a live waiver route open
 * to a first-time applicant nor a reason from the closed list.
 */
import type { Material } from '../document/content.ts';
import { collector, type Check } from './check-context.ts';

// Only these are open to somebody who has never been here; earlier cases and clerk checks are not (model.md 12).
const openToFirstTimers = new Set(['licence', 'data', 'promise']);

export const checkTwoLegs: Check = (context) => {
  const { content: c } = context;
  const { issues, here } = collector(context);
  const written = context.document.handlings[context.handlingIndex];

  if (!c.offline) here(['offline'], 'no-offline', '没有线下办理的口子。不会上网的人也要办得成：offline要是true');
  if (written?.online.first === true) here(['online', 'first'], 'online-first', '不能要求先在网上做一步再到窗口');
  if (!c.overlay.doors.includes('window')) here([], 'no-window', '窗口不在办理渠道里，没有线下入口');
  const places = c.competence.receive.filter((r) => r.place !== 'online');
  if (!places.some((r) => r.mode !== 'preCheckOnly'))
    here(['competence', 'receive'], 'no-offline-place', '没有一个能收件的线下地点（只有网上或只能预审）');
  c.competence.receive.forEach((r, i) => {
    if (r.mode === 'acceptOnBehalf' && r.basis === undefined)
      here(['competence', 'receive', i], 'behalf-basis', `“${r.place}”代为受理，要写依据（basis）`);
  });
  c.steps.forEach((step, i) => {
    if (step.door === 'online' && (step.office === 'applicant' || step.role === 'applicant'))
      here(['steps', i], 'online-first', `环节“${step.name.zh}”逼人先上网，窗口也要能做`);
    if (step.door === 'offline' && (step.office === 'applicant' || step.role === 'applicant') && c.visits.count === 0)
      here(['steps', i], 'hidden-visit', `写着不用跑，环节“${step.name.zh}”却要人到现场`);
  });
  c.materials.forEach((material, i) => materialLegs(material, i, context, here));
  return issues;
};

function materialLegs(m: Material, i: number, context: Parameters<Check>[0], here: ReturnType<typeof collector>['here']): void {
  const { content: c, today } = context;
  const written = context.document.handlings[context.handlingIndex]?.materials[i];
  const reason = m.noRouteReason;
  const original = reason?.reason === 'originalCancelled' || reason?.reason === 'lawDemandsOriginal';
  const live = m.routes.some((r) => r.state === 'live' && openToFirstTimers.has(r.route));
  // `paper only` matters where the same person could send it in electronically.
  if (written?.paperAfter === true)
    here(['materials', i, 'paperAfter'], 'paper-after', `“${m.name.zh}”交了电子版又要纸质的，不行：交一次就够`);
  if (c.online.apply && m.form === 'paper' && m.need !== 'optional' && !original && !live)
    here(
      ['materials', i, 'form'],
      'paper-after',
      `能网上申请，“${m.name.zh}”却只收纸质的，等于交了电子的还要交纸的；请写either，确要原件的写明理由`,
    );
  const twin = c.materials.findIndex((other, o) => o !== i && other.kind === m.kind && other.form !== 'paper');
  if (m.form === 'paper' && twin >= 0 && !original)
    here(['materials', i], 'paper-after', `“${m.name.zh}”写了两遍，一遍收电子的一遍要纸的：交一次就够`);
  if (m.form === 'electronic' && m.need === 'required' && !live)
    here(['materials', i, 'form'], 'online-first', `“${m.name.zh}”只收电子的，不会上网的人交不了；请写either`);

  if (reason?.reason === 'selfProvided' && m.source !== 10)
    here(['materials', i, 'noRouteReason'], 'reason-source', '“自备”（selfProvided）只能用在申请人自备的材料上（source: 10）');
  if (reason?.reason === 'noRegisterYet') {
    if (reason.owner === undefined || reason.review === undefined)
      here(['materials', i, 'noRouteReason'], 'reason-owner', '“还没有库”要写谁来建（owner）、哪天复查（review）');
    else if (reason.review < today)
      here(['materials', i, 'noRouteReason'], 'reason-lapsed', `“还没有库”的复查日${reason.review}已经过了，请重新说明`);
  }
  if (m.source === 20 && m.need !== 'optional' && !live && (reason === null || reason.reason === 'selfProvided'))
    here(
      ['materials', i],
      'no-route',
      `“${m.name.zh}”是政府部门发的，却既没有一条现在能用的免提交办法，也没写非要不可的理由（noRouteReason）`,
    );
}
