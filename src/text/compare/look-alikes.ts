// Characters that clerks and scanners take for one another, written down by hand from what registers, household books and handwritten
// forms commonly confuse. Groups may overlap; two characters count when some group holds both. Simplified characters only.

/** The groups, by their strokes at the left or top where they share any. */
export const lookAlikeGroups: readonly string[] = (
  // Few strokes.
  '未末朱 戌戍戊成 己已巳 日曰目 土士 干千于 王玉主 人入八 大太犬 天夫 夫无元 午牛 田由甲申 刀力 几凡 丁于 厂广 卫卩 川州 小少 文丈 义又 方万 万力 办为 云去 丰半 平半 白自 百白 '
  + '巨臣 匡臣 瓜爪 斤斥 史吏 更吏 丙内 内肉 丹舟 册丹 母毋 句旬 勾句 勾匀 左右 右石 右古 占古 吉古 吉告 若苦 若君 司同 可司 尤龙 尤无 立位 化北 北此 支友 反友 爱受 夭天 壬王 壬任 '
  + '兄克 先光 亨享 享亭 京凉 夏复 冬各 各名 外处 备条 吾君 '
  // Speech, silk, metal.
  + '谢射 许讦 计许 侍待 诚城 谭潭 谈淡 诸褚 谨瑾 诺喏 经轻 红江 绍招 纤钎 缓媛 绿缘 锦绵 棉绵 绮琦 绮倚 纬伟 纲钢 网纲 络洛 铃玲 钰珏 钊钏 铭名 锋峰 锋蜂 锐悦 锡踢 镇真 钧均 铜桐 银根 银很 '
  // Man, walk, hand, heart.
  + '侯候 佳住 住往 伟炜 伟玮 伟传 伦论 伦沦 佩佰 俊骏 俊峻 浚俊 余佘 俞愈 俞余 佟终 作昨 建健 健键 延廷 廷庭 付什 代伐 仁仕 任仕 仇仉 仪议 伏状 仓仑 '
  + '进近 远运 达迭 迎仰 迪由 选造 逸免 莲连 折析 拆折 扬杨 扬场 扳板 桃挑 挂桂 拄柱 招昭 抗杭 志忘 忠忘 思恩 恩因 慧惠 怀坏 惟唯 惟维 愉偷 性姓 悔梅 恒桓 恺凯 '
  // Water, ice, fire.
  + '治冶 沿冶 活洁 洁浩 浩皓 泳咏 永水 泳永 沐休 汤场 汤杨 洲州 洪供 洋祥 泽译 泽择 津律 波披 浪娘 润涧 森淼 鑫淼 涛寿 淑椒 清情 清请 静净 淮准 浇烧 晓浇 晓烧 溶榕 湖胡 冰水 炎灸 灵炅 煜煌 焕换 灿仙 '
  // Wood, grass, grain, bamboo.
  + '林材 村材 杉彬 柳抑 柯何 相柏 柏拍 栋拣 标杯 梁粱 梁染 枫风 植值 楠南 校较 杰态 术木 本木 禾木 禾和 秋和 科料 程呈 稳隐 杜社 杜牡 李季 李杏 季秀 秀香 委季 桑染 荣菜 '
  + '莹萤 莹荧 莉利 苗笛 荀苟 茜西 茵菌 菊鞠 苹萍 蒂帝 薇微 徽微 蓝兰 芬芳 芳方 芝艺 芙英 英莫 苏芬 花华 毕华 薛薜 萧啸 菲非 蔡祭 察蔡 范苑 芦卢 户卢 苍仓 莎沙 '
  // Sun, moon, eye, stone, jade.
  + '晴睛 晴情 昌晶 昌冒 吕昌 品吕 晶品 昊吴 旻昊 晨震 瞳曈 汪旺 朋明 朋用 郎朗 朗狼 胜性 肖青 青肯 肖削 育盲 肯背 腊蜡 脉咏 朝潮 期斯 瑜喻 瑞端 璐路 玲岭 珍诊 珊册 珠株 琳淋 琪棋 琦椅 '
  // Rain, bird, horse, fish.
  + '雪雷 霜雷 霞霖 露霞 雄雅 雄雌 雄维 雅稚 难准 鸟乌 马鸟 岛乌 鸣鸡 鸿鸣 鸽鹤 凤风 凤夙 驰弛 张弛 驻柱 骁晓 鲁鱼 '
  // Roof, hill, city, door.
  + '宇字 守宇 宋宗 宏宠 宣宜 宜宦 官宫 富宫 寅演 宝室 安宴 实买 容客 密蜜 赛寨 寒塞 寒赛 庆床 应庆 康唐 廉廖 庄压 店庄 唐庚 历厉 邱丘 邹邬 邓郑 郭敦 郝赫 郁都 阳阴 阵陈 陈东 东车 东乐 陆际 陵凌 隆隋 '
  + '岗冈 刚冈 崔催 崔雀 岩岸 岳兵 岑芩 崇祟 崖涯 固因 困因 固困 园圆 国园 围国 图国 间问 问同 闻问 闰润 闵闪 闫闰 周用 '
  // Woman, child, shell, others.
  + '孔孙 孟盂 孝考 老考 孝者 奇寄 奴如 妙沙 妹姝 娜挪 娟涓 婷停 婷亭 媚眉 嫣焉 始怡 怡贻 恰怡 娇桥 贝见 贺货 贾贡 贵责 贵贯 资姿 贤坚 竖坚 斌武 斌赋 赟斌 贞页 顺须 颜额 颖颍 欣掀 欣颀 裴斐 袁哀 袁衷 '
  + '章童 章竟 竞竟 辛幸 辛亲 音意 聂耳 联耿 聪总 职识 功攻 加如 动劝 勋勤 勇男 勉免 兔免 刘列 刘利 列例 别利 今令 岭今 彭影 彩采 景影 曦羲 耀曜 帅师 帆凡 常堂 棠堂 裳常 翠翡 冀翼 翔群 翰韩 '
  + '弘私 红弘 弟第 强弦 熊态 能熊 盛成 益盖 然燃 丽两 雨两 关美 美羊 姜美 麦爱 皇呈 泉皇 帛白 农衣 祥详 祝视 福副 禄碌 礼札 祁祈 裕祐 佑祐 祯帧 栾峦 孪栾 暨既 慨概 赵起 超起 越赵 徐除 涂徐 党觉 段叚 殷段'
).split(' ');

const ALIKE = indexGroups();

/** Whether one character is easily read or typed for the other. A character is not its own look-alike. */
export function areLookAlike(a: string, b: string): boolean {
  return a !== b && (ALIKE.get(a)?.includes(b) ?? false);
}

function indexGroups(): ReadonlyMap<string, string> {
  const index = new Map<string, string>();
  for (const group of lookAlikeGroups) {
    for (const char of group) index.set(char, (index.get(char) ?? '') + group);
  }
  return index;
}
