/**
 * @typedef {'zh' | 'en'} Language
 * `**` marks what stands out, `{…}` is filled in.
 */

/** @type {Record<Language, Record<string, string>>} */
const WORDS = {
  zh: {
    title: '核验电子卡',
    other_language: 'English',
    hotline: '核实热线',
    foot: '这一页只给医院前台看，不存资料。姓名只显示姓。',
    'typed.label': '扫不出来？输入卡下面的数字',
    'typed.hint': '10 位，在二维码下面',
    'typed.button': '核验',
    'typed.wrong': '一共 10 位，看看有没有漏掉的。',
    'idle.title': '扫家长手机上的码',
    'idle.text': '用手机相机对准电子卡的二维码，会打开这一页。扫不出来，就输入卡下面的数字。',
    'asking.title': '正在问',
    'asking.text': '问到了会马上显示',
    'valid.title': '有效，可以直付',
    'valid.text': '请核对孩子的姓名和年龄。**住院、手术、大检查仍要事先授权。**',
    'grey.title': '已置灰，先别直付',
    'grey.text': '请照常看病，**让家长先付**，发票和病历给全，之后可以申请理赔。原因不在这里显示。',
    'not_started.title': '还没生效，先别直付',
    'not_started.text': '保单还没到生效的日子。请照常看病，**让家长自己付**。',
    'expired.title': '已到期，不能直付',
    'expired.text': '保单已经过了最后一天。请照常看病，**让家长自己付**。',
    'terminated.title': '已终止，不能直付',
    'terminated.text': '保单已经提前终止。请照常看病，**让家长自己付**。',
    'unknown.title': '还不能确定',
    'unknown.token': '**没有查到这个码。**请家长连一次网，打开电子卡，再扫一次；或者打热线核实。',
    'unknown.code':
      '**没有查到这个码。**看看数字有没有输错，或者扫二维码、打热线核实。试太多次，要等一小时。',
    asked: '{time} 向保险公司查过',
    no_network: '没有网络，没能问到',
    busy: '服务器正忙，没能问到',
    child: '被保险人',
    plan: '计划',
    tail: '保单尾号',
    ends: '有效期至',
    signature: '签名',
    genuine: '对，是真的',
    forged: '不对',
    unchecked: '没能核对',
    state_then: '那时的状态',
    as_of: '截至',
    today: '今天 {time}',
    'state.active': '有效',
    'state.suspended': '已置灰',
    'state.not_started': '还没生效',
    'state.expired': '已到期',
    'state.terminated': '已终止',
    'local.fresh':
      '卡是真的，但**只说明 {time} 那时{state}**。请连上网再扫一次，或打热线核实。过了 24 小时的码不算数。',
    'local.old': '卡是真的，但**已经过了 24 小时，不算数**。请家长连一次网再出示，或打热线核实。',
    'local.future': '卡是真的，但**这台手机的时间不对**，说不准是不是过期了。请连上网再扫一次。',
    'local.forged': '**这个码不是我们发的，或者没扫全。**请再扫一次，或打热线核实。',
    'local.no_keys':
      '这台手机没有核对要用的公钥，**核对不了签名**。请连上网再扫一次，或打热线核实。',
    'local.no_crypto': '这台手机的浏览器**核对不了签名**。请连上网再扫一次，或打热线核实。',
    'local.code': '输入的数字**要连上网才能查**。请连上网再试，或打热线核实。',
    girl: '女',
    boy: '男',
    years: '{count}岁',
    year: '1岁',
    comma: '，',
  },
  en: {
    title: 'Check an e-card',
    other_language: '中文',
    hotline: 'Call',
    foot: 'For hospital reception. Nothing is stored; only an initial is shown.',
    'typed.label': 'Won’t scan? Type the digits',
    'typed.hint': '10 digits under the QR',
    'typed.button': 'Check',
    'typed.wrong': '10 digits in all; one seems to be missing.',
    'idle.title': 'Scan the parent’s phone',
    'idle.text':
      'Point the phone’s camera at the card’s QR; this page opens. If it won’t scan, type the digits under it.',
    'asking.title': 'Asking',
    'asking.text': 'The answer appears here',
    'valid.title': 'Valid: bill directly',
    'valid.text':
      'Compare name and age. **Inpatient care, surgery and large tests still need pre-approval.**',
    'grey.title': 'Paused: don’t bill',
    'grey.text':
      'Treat as usual. **The parent pays first**; give every invoice and record, for a claim later. The reason isn’t shown here.',
    'not_started.title': 'Not started: don’t bill',
    'not_started.text':
      'The policy’s first day is still to come. Treat as usual; **the parent pays**.',
    'expired.title': 'Expired: don’t bill',
    'expired.text': 'The policy’s last day is over. Treat as usual; **the parent pays**.',
    'terminated.title': 'Ended: don’t bill',
    'terminated.text': 'The policy ended early. Treat as usual; **the parent pays**.',
    'unknown.title': 'Not certain yet',
    'unknown.token':
      '**This code was not found.** Ask the parent to go online once and open the card, then scan again, or call.',
    'unknown.code':
      '**This code was not found.** Check the digits, scan the QR, or call. After too many tries, wait an hour.',
    asked: 'Asked the insurer at {time}',
    no_network: 'No network; we could not ask',
    busy: 'The server is busy; we could not ask',
    child: 'Insured child',
    plan: 'Plan',
    tail: 'Policy ending',
    ends: 'Valid to',
    signature: 'Signature',
    genuine: 'Genuine',
    forged: 'Wrong',
    unchecked: 'Not checked',
    state_then: 'State then',
    as_of: 'As of',
    today: 'today {time}',
    'state.active': 'valid',
    'state.suspended': 'paused',
    'state.not_started': 'not started',
    'state.expired': 'expired',
    'state.terminated': 'ended',
    'local.fresh':
      'The card is genuine, but **this only says it was {state} at {time}**. Scan again online, or call. A code older than 24 hours doesn’t count.',
    'local.old':
      'The card is genuine, but **older than 24 hours: it doesn’t count**. Ask the parent to go online once, or call.',
    'local.future':
      'The card is genuine, but **this phone’s time is wrong**, so we can’t tell whether it still counts. Scan again online.',
    'local.forged':
      '**We didn’t issue this code, or it wasn’t scanned whole.** Scan again, or call.',
    'local.no_keys':
      'This phone lacks the key to check with, so **the signature can’t be checked**. Scan again online, or call.',
    'local.no_crypto':
      'This phone’s browser **can’t check signatures**. Scan again online, or call.',
    'local.code': 'Typed digits **can only be checked online**. Try again online, or call.',
    girl: 'girl',
    boy: 'boy',
    years: '{count} years',
    year: '1 year',
    comma: ', ',
  },
};

const KEPT = 'verify.language';

/** @type {Language} */
let chosen = 'zh';

/** The language chosen here before, else the browser's; Chinese where it asks for neither. */
export function startLanguage() {
  const asked = [kept(), ...navigator.languages].map((tag) => tag.slice(0, 2).toLowerCase());
  chosen = asked.find((tag) => tag === 'zh' || tag === 'en') === 'en' ? 'en' : 'zh';
}

/** @returns {Language} */
export function language() {
  return chosen;
}

/** Goes over to the other language. */
export function switchLanguage() {
  chosen = chosen === 'zh' ? 'en' : 'zh';
  try {
    localStorage.setItem(KEPT, chosen);
  } catch {
    // A private window: the next visit asks the browser again.
  }
}

/**
 * @param {string} key
 * @param {Record<string, string | number>} [params]
 */
export function say(key, params = {}) {
  const text = WORDS[chosen][key] ?? key;
  return text.replace(/\{(\w+)\}/g, (_blank, name) => `${params[name] ?? ''}`);
}

function kept() {
  try {
    return localStorage.getItem(KEPT) ?? '';
  } catch {
    return '';
  }
}
