const zh = document.documentElement.lang.startsWith('zh');
const words = zh ? { read: '念给我听', stop: '不念了' } : { read: 'Read it to me', stop: 'Stop reading' };

/** What is read: the text of the page in its order, a sentence a piece; buttons and boxes are for the hand. */
function sentences(): string[] {
  const out: string[] = [];
  for (const e of document.querySelectorAll<HTMLElement>(
    'main :is(h1,h2,h3,p,li,dt,dd,legend,th,td,label):not(:is(li,dd,td,label) :is(p,li))',
  )) {
    if (e.closest('nav,.readout,[aria-hidden=true]') !== null || !e.checkVisibility()) continue;
    const text = (e.innerText || '').replaceAll(/\s+/g, ' ').trim();
    if (text !== '' && !out.includes(text)) out.push(text);
  }
  return out;
}

/** 念给我听: only where the browser has a voice for this language. Reading is asked for, never begun by itself. */
function offer(): void {
  const { speechSynthesis: synthesis } = window;
  const head = document.querySelector('main h1');
  const voice = synthesis.getVoices().find((v) => v.lang.toLowerCase().startsWith(zh ? 'zh' : 'en'));
  if (head === null || voice === undefined || document.querySelector('.readout') !== null) return;
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'btn ghost readout';
  button.textContent = words.read;
  let reading = false;
  const stop = (): void => {
    reading = false;
    button.textContent = words.read;
  };
  button.addEventListener('click', () => {
    if (reading) {
      synthesis.cancel();
      return stop();
    }
    reading = true;
    button.textContent = words.stop;
    const pieces = sentences();
    pieces.forEach((text, i) => {
      const piece = new SpeechSynthesisUtterance(text);
      piece.voice = voice;
      piece.lang = voice.lang;
      piece.rate = 0.9;
      if (i === pieces.length - 1) piece.addEventListener('end', stop);
      synthesis.speak(piece);
    });
  });
  // Another page is another thing to read.
  window.addEventListener('pagehide', () => synthesis.cancel());
  head.after(button);
}

if ('speechSynthesis' in window) {
  offer();
  speechSynthesis.addEventListener('voiceschanged', offer);
}
