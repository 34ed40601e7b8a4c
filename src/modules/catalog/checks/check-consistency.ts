/** Consistency rules for lists (a provincial checker's rules and ours): what contradicts itself is not published. */
import { lifeEvents } from '../document/item.format.ts';
import { collector, type Check } from './check-context.ts';

const fixedPhone = /^(0\d{2,3}-\d{5,8}|1\d{10}|12345)$/;

/** Days, visits, depth, fee, phones, topics, permit minimum, samples. */
export const checkConsistency: Check = (context) => {
  const { content: c } = context;
  const { issues, here, top } = collector(context);
  const { statutory, promised } = c.limits;

  if (promised.unit === statutory.unit && promised.days > statutory.days)
    here(['limits', 'promised'], 'promise-longer', `承诺${promised.days}天比法定${statutory.days}天还长，承诺不能超过法定`);
  if (c.caseType === 'instant' && promised.days > 1)
    here(['caseType'], 'instant-not-instant', `写的是即办件，承诺却要${promised.days}天；即办件承诺0或1天，否则请写promised`);
  if (c.caseType === 'promised' && promised.days === 0) here(['caseType'], 'instant-not-said', '承诺当场办结，就应当写成即办件（instant）');
  const stepDays = c.steps.reduce((sum, step) => sum + (step.parallel === undefined ? (step.days ?? 0) : 0), 0);
  if (stepDays > promised.days && c.caseType === 'promised')
    here(['steps'], 'steps-longer', `各环节加起来${stepDays}天，超过了承诺的${promised.days}天`);

  if (c.visits.count > 0 && c.visits.reason === undefined)
    here(['visits'], 'visit-without-reason', `要跑${c.visits.count}趟，却没写为什么（visits.reason）`);
  if (c.visits.count === 0 && !c.online.apply && !c.postal)
    here(['visits'], 'no-visit-no-way', '写着不用跑，又不能网上申请，就要能邮寄申请（postal: true）');
  if (c.online.depth.includes(5) && c.visits.count > 0)
    here(['visits', 'count'], 'depth-visits', '网上能办到底（深度含5），到现场次数就应当是0');
  if (c.online.depth.some((d) => d >= 2 && d !== 9) && !c.online.apply)
    here(['online', 'apply'], 'depth-apply', '网上办理深度写了收件以上，online.apply却是false');

  if (c.fee !== null) {
    if (c.fee.basis === undefined) here(['fee'], 'fee-without-basis', '收费要写收费依据（fee.basis）');
    if (c.fee.payOnline === undefined) here(['fee'], 'fee-pay-online', '收费要写明能不能网上交（fee.payOnline）');
    if (c.fee.reducible === true && c.fee.reduction === undefined)
      here(['fee'], 'fee-reduction', '可以减免，就要写怎么减免（fee.reduction）');
    here(['fee'], 'fee-held', '收费事项先不公布：缴费还没有接通', 'hold');
  } else if (context.document.handlings[context.handlingIndex]?.online.payOnline === true)
    here(['online', 'payOnline'], 'no-fee-pay', '不收费的事项不应当开通网上缴费');

  const overlay = ['overlays', context.overlayIndex] as const;
  const { phone, complaintPhone } = c.overlay;
  if (phone === undefined) top([...overlay], 'no-phone', '没有咨询电话（phone）');
  for (const [name, value] of Object.entries({ phone, complaintPhone }))
    if (value !== undefined && !fixedPhone.test(value)) top([...overlay, name], 'phone-shape', `电话“${value}”要带区号，例如0000-12345`);
  if (phone !== undefined && phone === complaintPhone) top([...overlay, 'complaintPhone'], 'same-phone', '投诉电话不能和咨询电话一样');

  c.item.legalBasis.forEach((basis, i) => {
    if (basis.until !== undefined && basis.until < context.today)
      top(['legalBasis', i], 'basis-lapsed', `“${basis.text.zh}”到${basis.until}就失效了，请换成现行的依据`);
  });
  const who = c.item.events.map((event) => lifeEvents[event as keyof typeof lifeEvents].who);
  if (c.item.objects.includes('natural') && !who.some((w) => w !== 'organisation'))
    top(['events'], 'topic-object', '服务对象有自然人，主题里却没有个人的主题');
  if (!c.item.objects.includes('natural') && !who.some((w) => w !== 'person'))
    top(['events'], 'topic-object', '服务对象是企业或组织，主题里却只有个人的主题');

  if (c.regime.key === 'permit' || c.item.type === '01') {
    if (c.item.faq.length === 0) top(['faq'], 'permit-faq', '行政许可至少要有一条常见问题');
    // 受理、审查、决定 are the document's; 办结 and 送达 every case has from the lifecycle.
    if (c.steps.length + 2 < 5) here(['steps'], 'permit-steps', '行政许可的环节至少要有受理、审查、决定三步（办结、送达由系统加上）');
  }
  if (c.item.type === '01' && c.regime.key !== 'permit')
    here(['regime'], 'permit-regime', '事项类型是行政许可（01），程序制度就要用permit');
  if (c.item.type !== '01' && c.regime.key === 'permit') here(['regime'], 'permit-regime', '不是行政许可的事项，不能套用行政许可的程序');
  c.results.forEach((result, i) => {
    if (!result.sample) here(['results', i], 'result-sample', `结果“${result.name.zh}”要附样本（sample: true）`);
  });
  if (c.delivery.includes('post') && c.results.length === 0) here(['delivery'], 'post-nothing', '没有结果物，却写了可以邮寄');
  const source = context.document.handlings[context.handlingIndex];
  const known = new Set(c.regime.pauses.map((p) => p.kind));
  source?.pauses?.forEach((kind, i) => {
    if (!known.has(kind)) here(['pauses', i], 'unknown-pause', `程序制度“${c.regime.name.zh}”里没有“${kind}”这种暂停`);
  });
  if (source?.onTheSpot === true && !c.regime.onTheSpot)
    here(['onTheSpot'], 'spot-regime', `程序制度“${c.regime.name.zh}”不允许一人当场办结`);
  if (source?.onTheSpot === true && c.caseType !== 'instant') here(['onTheSpot'], 'spot-instant', '只有即办件才能当场办结');
  c.season?.periods.forEach((period, i) => {
    if (period.to < period.from) here(['season', 'periods', i], 'season-shape', '开放时间的结束日比开始日还早');
  });
  if (c.season !== undefined && !c.season.periods.some((p) => p.to >= context.today))
    here(['season'], 'season-over', '写着的开放时间都过去了，请补上下一次的', 'note');
  if (source?.publicity !== undefined && source.publicity.inLimit !== true && !(source.pauses ?? []).includes('publicity'))
    here(['publicity'], 'publicity-clock', '公示不算在办理天数里，就要有公示的暂停（pauses写publicity），时钟才停得住');
  if (c.regime.publicity?.inLimit === true && (source?.pauses ?? []).includes('publicity'))
    here(['pauses'], 'publicity-clock', '公示算在办理天数里，时钟就不能为公示停住（pauses里去掉publicity）');
  if (c.renewal !== undefined && c.regime.silence.onRenewal !== 'deemedRenewed')
    here(['renewal'], 'renewal-regime', `程序制度“${c.regime.name.zh}”没有“逾期视为准予延续”，写了到期日也没有用`);
  const clockIds = (c.clocks ?? []).map((k) => k.id);
  if (new Set(clockIds).size !== clockIds.length) here(['clocks'], 'duplicate-id', '有两段时限用了同一个标识');
  c.answers.forEach((answer, i) => {
    if (answer.kind === 'otherItem' && answer.item === undefined)
      here(['answers', i], 'answer-item', '答案说该办另一件事，却没写是哪一件（item）');
    if (answer.item !== undefined && !context.itemKeys.has(answer.item))
      here(['answers', i, 'item'], 'answer-unknown-item', `没有“${answer.item}”这个事项`, 'note');
  });
  c.materials.forEach((m, i) => {
    if (m.need === 'promiseLater' && m.later === undefined)
      here(['materials', i], 'later-missing', `“${m.name.zh}”可以后补，就要写几天内补、不补怎么办（later）`);
    if (m.need !== 'promiseLater' && m.later !== undefined)
      here(['materials', i, 'later'], 'later-useless', `“${m.name.zh}”不是后补的材料，不应当写later`);
    if (m.count.original + m.count.copy === 0) here(['materials', i, 'count'], 'count-zero', `“${m.name.zh}”一份都不要，就不该写在清单里`);
    if (m.group !== undefined && !c.groups.some((g) => g.id === m.group))
      here(['materials', i, 'group'], 'unknown-group', `没有“${m.group}”这个材料组`);
  });
  c.groups.forEach((group, i) => {
    const members = c.materials.filter((m) => m.group === group.id).length;
    if (members < group.min) here(['groups', i], 'group-short', `材料组“${group.id}”至少要${group.min}样，组里只有${members}样`);
  });
  return issues;
};
