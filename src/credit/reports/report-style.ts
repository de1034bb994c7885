// The look of a printed report: A4, the number and the page on each sheet, entries that are not torn apart. No external resource: fonts are
// those of the reader's machine.
export const reportStyle = `
@page { size: A4; margin: 22mm 16mm 20mm; }
* { box-sizing: border-box; }
html { font: 10.5pt/1.55 "Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans SC", "PingFang SC", "Microsoft YaHei", "WenQuanYi Micro Hei", "SimSun", sans-serif; color: #1a1a1a; }
body { margin: 0 auto; max-width: 178mm; padding: 8mm 0; }
h1 { font-size: 20pt; text-align: center; margin: 0 0 2mm; letter-spacing: .08em; }
h2 { font-size: 13pt; margin: 7mm 0 2mm; padding-bottom: 1mm; border-bottom: 1.2pt solid #8c1c13; break-after: avoid; }
h2 small, h3 small { font-weight: normal; font-size: 9.5pt; color: #555; }
h3 { font-size: 11pt; margin: 0 0 1.5mm; }
.head { display: flex; gap: 6mm; align-items: flex-start; margin: 4mm 0 2mm; }
.head table { flex: 1; }
.head .qr { width: 27mm; text-align: center; font-size: 8pt; color: #555; }
.qr svg { width: 27mm; height: 27mm; display: block; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; }
th, td { border: .5pt solid #b5b5b5; padding: 1.2mm 2mm; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
th { background: #f4f1ec; font-weight: 600; width: 34%; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
.summary th, .summary td { width: auto; text-align: center; }
.entry { margin: 0 0 4mm; padding-top: 1mm; break-inside: avoid; }
.mark { display: inline-block; margin-left: 2mm; padding: 0 1.5mm; border: .8pt solid #8c1c13; color: #8c1c13; font-size: 9pt; border-radius: 1mm; }
.none { color: #555; }
.repair { font-size: 9pt; color: #444; margin: 1.2mm 0 0; }
.code { font-family: "DejaVu Sans Mono", Consolas, Menlo, monospace; letter-spacing: .04em; white-space: nowrap; }
.notes { font-size: 9pt; color: #444; margin-top: 8mm; break-inside: avoid; }
.notes ol { padding-left: 5mm; margin: 1mm 0; }
@media print { body { max-width: none; padding: 0; } }
@media screen and (max-width: 600px) { body { padding: 4mm; } .head { flex-direction: column; } }
`;
