import { Section } from '#kit/plain';
import { frame } from '../frame.tsx';
import { page } from '../page.ts';
import { serviceWords } from './words.ts';

/** 无障碍说明. */
export const accessPage = page('GET', '/about/access', 'public', async ({ visitor, house }) => {
  const zh = visitor.lang === 'zh';
  const tel = house.config.telephone;
  return {
    keep: true,
    draw: frame(
      visitor,
      house,
      { title: serviceWords(visitor.lang).accessTitle, frame: 'task' },
      <>
        <h1>{serviceWords(visitor.lang).accessTitle}</h1>
        <p className="lead">
          {zh
            ? '每一页都能只用键盘办，能用读屏软件读，字放大一倍也不乱。'
            : 'Every page works by keyboard alone, with a screen reader, and at twice the type size.'}
        </p>
        <Section id="large" title={zh ? '字小看不清' : 'Small type'}>
          <p className="seeall">
            <a href="/?elder=1">{zh ? '换成长辈版，字大按钮大' : 'Switch to large type'}</a>
          </p>
          <p className="seeall">
            <a href="/?contrast=1">{zh ? '换成高对比颜色' : 'Switch to high contrast'}</a>
          </p>
        </Section>
        <Section id="script" title={zh ? '浏览器旧' : 'Old browser'}>
          <p>{zh ? '关掉脚本、用旧手机，都能从头办到尾。' : 'Everything works with scripts off and on old phones.'}</p>
        </Section>
        <Section id="time" title={zh ? '动作慢' : 'More time'}>
          <p>
            {zh
              ? '没有要认字、拼图的验证码。登录快到时会先问一声，按一下就能接着办；真到时了，填过的也不会丢。'
              : 'No captchas. You are asked before your sign-in runs out and go on with one press; even after it nothing you filled in is lost.'}
          </p>
        </Section>
        <Section id="checked" title={zh ? '怎么查的，还有什么没做到' : 'How this is checked, and what is missing'}>
          <p>
            {zh
              ? '每一页都用机器逐页查过：320到1280像素宽、长辈版、高对比、中英文，按WCAG 2.2的AA级；只用Tab键走过每一页；申请全程按读屏软件读到的顺序记成文字，每次改动都比对。'
              : 'Every page is checked by machine at 320 to 1280 pixels, in large type, high contrast, Chinese and English, against WCAG 2.2 AA; every page is walked with the Tab key; the application is written down as a screen reader meets it and compared at every change.'}
          </p>
          <p>
            {zh
              ? '还没有请真正使用读屏软件的人和老人试用过。没有手语视频。部门写给您的话和法定名称只有中文。'
              : 'It has not yet been tried by people who use screen readers or by old people. There are no sign-language videos. What offices write to you and legal names are in Chinese only.'}
          </p>
        </Section>
        <Section id="person" title={zh ? '想找人' : 'A person'}>
          <p>
            {zh
              ? `打${tel}，或者直接去窗口。不用先预约，不用先在网上填。哪一页用不了，也打这个电话告诉我们。`
              : `Call ${tel} or go to a window. No booking, no online form first. If a page does not work for you, tell us there too.`}
          </p>
        </Section>
      </>,
    ),
  };
});

/** 隐私说明: who, why, what, how long, rights (个人信息保护法第17条). */
export const privacyPage = page('GET', '/about/privacy', 'public', async ({ visitor, house }) => {
  const zh = visitor.lang === 'zh';
  return {
    keep: true,
    draw: frame(
      visitor,
      house,
      { title: serviceWords(visitor.lang).privacyTitle, frame: 'task' },
      <>
        <h1>{serviceWords(visitor.lang).privacyTitle}</h1>
        <Section id="who" title={zh ? '谁在用您的信息' : 'Who uses your data'}>
          <p>
            {zh
              ? `${house.config.cityName}市政务服务管理办公室，和办您这件事的部门。`
              : 'The city’s service office and the department that handles your case.'}
          </p>
        </Section>
        <Section id="why" title={zh ? '为什么用、用哪些' : 'Why, and which'}>
          <p>
            {zh
              ? '只为办您申请的事，依据是履行法定职责（个人信息保护法第13条）。用到的就是您填的和材料上的。'
              : 'Only for what you applied for, in fulfilment of statutory duties (PIPL art. 13): what you filled in and handed in.'}
          </p>
        </Section>
        <Section id="safe" title={zh ? '怎么存' : 'How it is kept'}>
          <p>
            {zh
              ? '每一件单独加密。工作人员只有您在场，或者办件正在他手上，才看得到；每看一次都记下来。'
              : 'Each case is encrypted by its own key. Staff see it only while you are present or while the case is with them; every look is written down.'}
          </p>
          <p className="seeall">
            <a href="/my/views">{zh ? '谁看过我的信息' : 'Who looked at my data'}</a>
          </p>
        </Section>
        <Section id="rights" title={zh ? '您可以' : 'You can'}>
          <p>
            {zh
              ? '查看、复制、更正您的信息，问为什么要用。打电话或者去窗口都行。'
              : 'See, copy and correct your data, and ask why it is used, by telephone or at a window.'}
          </p>
        </Section>
      </>,
    ),
  };
});
