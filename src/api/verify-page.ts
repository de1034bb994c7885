// The page behind the QR code of a report: number and code come after the #, which no server sees; the page asks the open operation and
// says what it answers. For anyone, without a token; nothing is fetched from elsewhere.
import { createHash } from 'node:crypto';
import type { Express } from 'express';
import type { Language } from './problem.ts';
import { languageOf } from './problem.ts';

const path = '/verify';

const words = {
  zh: {
    title: '信用报告查验', number: '报告编号', code: '校验码', file: '手中的文件（可选，JSON 或 HTML，不上传）', verify: '查验', genuine: '报告真实，由本系统出具。', not: '未查到相符的报告：请核对编号和校验码。',
    wait: '查验次数过多，请稍后再试。', fault: '暂时无法查验，请稍后再试。', unchanged: '文件与出具时一致。', changed: '文件与出具时不一致。', issued: '出具时间', subject: '主体', counts: '各类信息条数',
  },
  en: {
    title: 'Verify a credit report', number: 'Report number', code: 'Check code', file: 'The file you hold (optional, JSON or HTML, it is not sent)', verify: 'Verify', genuine: 'The report is genuine; it was issued here.',
    not: 'No report fits: check the number and the code.', wait: 'Too many attempts; try again later.', fault: 'It cannot be verified at present; try again later.', unchanged: 'The file is as it was issued.',
    changed: 'The file is not as it was issued.', issued: 'Issued at', subject: 'Subject', counts: 'Entries by section',
  },
} as const;

const style = `body{font:16px/1.6 "Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif;max-width:34rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a}
label{display:block;margin:.8rem 0}input{display:block;width:100%;font:inherit;padding:.4rem;box-sizing:border-box}button{font:inherit;padding:.4rem 1.6rem}
output{display:block;margin-top:1.2rem;white-space:pre-line}output.good{border-left:4px solid #1b7f3b;padding-left:.8rem}output.bad{border-left:4px solid #8c1c13;padding-left:.8rem}`;

const script = `const w=JSON.parse(document.getElementById('words').textContent),f=document.forms[0],o=document.querySelector('output');
const say=(good,lines)=>{o.className=good?'good':'bad';o.textContent=lines.join('\\n')};
const hex=async(file)=>[...new Uint8Array(await crypto.subtle.digest('SHA-256',await file.arrayBuffer()))].map((b)=>b.toString(16).padStart(2,'0')).join('');
const ask=async()=>{const body={reportNo:f.number.value.trim(),checkCode:f.code.value.trim()};const file=f.file.files[0];
if(file&&globalThis.crypto&&crypto.subtle)body.sha256=await hex(file);
const r=await fetch('/v1/credit/report-verifications',{method:'POST',headers:{'Content-Type':'application/json'},body:JSON.stringify(body)});
if(r.status===429)return say(false,[w.wait]);if(!r.ok)return say(false,[r.status===422?w.not:w.fault]);const a=await r.json();if(!a.isGenuine)return say(false,[w.not]);
const z=document.documentElement.lang==='zh-CN'?'zh':'en';const at=new Date(Date.parse(a.issuedAt)+288e5).toISOString().slice(0,19).replace('T',' ');
say(a.isUnchanged!==false,[w.genuine,...(a.isUnchanged===null?[]:[a.isUnchanged?w.unchanged:w.changed]),w.issued+' '+at,w.subject+' '+a.subject.name+' '+a.subject.number,w.counts+' '+a.counts.map((c)=>c.label[z]+' '+c.count).join(' · ')])};
f.addEventListener('submit',(e)=>{e.preventDefault();ask().catch(()=>say(false,[w.fault]))});
const [n,c]=location.hash.slice(1).split('.');if(n&&c){f.number.value=n;f.code.value=c;f.requestSubmit()}`;

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
const policy = `default-src 'none'; style-src ${hashOf(style)}; script-src ${hashOf(script)}; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

function page(language: Language): string {
  const say = words[language];
  return `<!doctype html><html lang="${language === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer"><title>${say.title}</title><style>${style}</style></head><body><h1>${say.title}</h1>
<form><label>${say.number}<input name="number" required autocomplete="off"></label><label>${say.code}<input name="code" required autocomplete="off"></label>
<label>${say.file}<input name="file" type="file"></label><button>${say.verify}</button></form><output></output>
<script type="application/json" id="words">${JSON.stringify(say)}</script><script>${script}</script></body></html>`;
}

export function serveVerifyPage(app: Express): void {
  app.get(path, (request, response) => {
    const language = languageOf(request.headers['accept-language']);
    response.set({ 'Content-Security-Policy': policy, 'Content-Language': language, 'X-Content-Type-Options': 'nosniff', 'Cache-Control': 'no-cache' });
    response.type('html').send(page(language));
  });
}
