/** Door of the design system: hooks-free components, the same on the server and in the desk. Server-only parts: #kit/server. */
export { BackLink, Breadcrumb } from './breadcrumb/breadcrumb.tsx';
export { Acts, Button, DeedForm, LinkButton, LinkList, NextLinks, type ButtonLook } from './button/button.tsx';
export { FourCells, type Cell } from './cells/cells.tsx';
export { Answers, Question, type QuestionProps } from './choice/question.tsx';
export { Empty } from './empty/empty.tsx';
export { ErrorPage, type ErrorPageProps } from './error-page/error-page.tsx';
export { Field, fieldKinds } from './field/field.tsx';
export { SourceLine, type FieldProps } from './field/frame.tsx';
export { Upload, type UploadProps } from './field/upload.tsx';
export { anchorOf } from './form/anchor.ts';
export { ErrorSummary } from './form/error-summary.tsx';
export { errorLinks, FormFields, splitFields, type FormFieldsProps } from './form/form-fields.tsx';
export { FormRenderer, type FormRendererProps } from './form/form-renderer.tsx';
export type {
  Choice,
  FieldSchema,
  FormError,
  FormSchema,
  FormStep,
  Posted,
  RegionChoices,
  Sources,
  UploadedFile,
} from './form/form.format.ts';
export { postedFrom } from './form/posted.ts';
export { BigList, CallBox } from './home/elder-home.tsx';
export { OfflineWays, OwnCases, Pair, PlaceRows, Topics } from './home/home.tsx';
export { Icon, type IconName } from './icon/icon.tsx';
export { ItemList, ItemRow, type ItemRowProps } from './item-row/item-row.tsx';
export { KnownList, type KnownRow } from './known/known-list.tsx';
export { Lamp, LampShape, type LampKind } from './lamp/lamp.tsx';
export { CanList, MaterialRow, MaterialTable, type MaterialState } from './materials/materials.tsx';
export { words, type Messages } from './messages.ts';
export { BringList, ListNumber, QrCode, WaivedList, type BringThing, type WaivedThing } from './my-list/my-list.tsx';
export { Notice, SavedLine, type NoticeTone } from './notice/notice.tsx';
export type { City, PageLink, PageProps } from './page/page.format.ts';
export { Page, pageTitle } from './page/page.tsx';
export { switchHref } from './page/switch-href.ts';
export { PaperView, type PaperViewProps } from './paper-view/paper-view.tsx';
export { Rating, type RatingProps } from './rating/rating.tsx';
export { Receipt } from './receipt/receipt.tsx';
export { Review, type ReviewRow } from './review/review.tsx';
export { Hero, SearchBox } from './search/search-box.tsx';
export { Section, SideBox, TwoColumns } from './section/section.tsx';
export { Slip, type SlipProps } from './slip/slip.tsx';
export { StepBar, type StepBarStep } from './step-bar/step-bar.tsx';
export { Steps } from './steps/steps.tsx';
export { Table, type TableProps } from './table/table.tsx';
export { Tag, type TagTone } from './tag/tag.tsx';
export { typo } from './text/typo.ts';
export { LongNumber, tell, Words, type TextIn } from './text/words.tsx';
export { Clock, NowBox, Timeline, type ClockProps, type TimelineEvent } from './timeline/timeline.tsx';
export { sayDate, sayDay, sayMoment, sayNumber } from './value/days.ts';
export { groupAccount, groupIdNumber, groupListNumber, groupPhone, groupUscc } from './value/group.ts';
export { maskAccount, maskIdNumber, maskName, maskPhone } from './value/mask.ts';
export { showValue, type ShowOptions } from './value/show-value.ts';
