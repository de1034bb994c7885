// Compound surnames, so that a Han name can be divided into surname and given name.

const COMPOUND = new Set((
  '欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 司徒 司空 夏侯 长孙 宇文 轩辕 端木 独孤 南宫 百里 东郭 西门 万俟 闻人 澹台 公冶 宗政 濮阳 淳于 单于 太叔 申屠 '
  + '仲孙 钟离 鲜于 闾丘 亓官 司寇 子车 颛孙 巫马 公西 漆雕 乐正 壤驷 公良 拓跋 夹谷 宰父 谷梁 段干 呼延 羊舌 梁丘 左丘 东门 赫连 第五 完颜 纳兰 叶赫 爱新 钮祜 佟佳 那拉 乌雅 富察 '
  + '耶律 贺兰 尔朱 公羊 公户 公玉 公仪 步鹿 沮渠 哥舒 归海 范姜 张简 刘付 陆费'
).split(' '));

/** How many UTF-16 units at the front of a Han name are its surname; the whole name when it has a single character. */
export function surnameLength(name: string): number {
  return name.length >= 3 && COMPOUND.has(name.slice(0, 2)) ? 2 : 1;
}
