// Vocabulary of registered organisation names: forms, branch words and trades, longest first. Data only; the law on enterprise
// names gives the order division + trade name + industry + form, branches add their own word behind the parent's name.

/** Forms of organisation that end a name, longest first, each with the form it counts as. */
export const FORMS: readonly (readonly [string, string])[] = [
  '有限责任公司=有限公司', '责任有限公司=有限公司', '有限公司', '股份有限公司', '股份公司=股份有限公司', '股份有限责任公司=股份有限公司', '集团公司', '总公司', '公司',
  '农民专业合作社联合社', '农民专业合作社', '专业合作社', '股份合作社', '股份经济合作社', '经济合作社', '供销合作社', '信用合作社', '信用合作联社', '合作社', '联合社',
  '会计师事务所', '律师事务所', '税务师事务所', '事务所', '个体工商户', '合伙企业', '工作室', '经营部', '服务部', '批发部', '营业部', '门市部', '经销部', '商行', '商店', '商场',
  '超市', '药店', '饭店', '酒店', '宾馆', '旅馆', '餐馆', '面馆', '茶楼', '小吃店', '专卖店', '便利店', '维修部', '加工厂', '总厂', '厂', '店', '中心', '研究院', '研究所', '学院',
  '大学', '中学', '小学', '幼儿园', '学校', '医院', '卫生院', '卫生室', '诊所', '协会', '学会', '商会', '联合会', '促进会', '基金会', '委员会', '银行', '农场', '林场', '养殖场', '场',
  '站', '社', '行', '馆', '局', '所', '院', '部',
].map((entry) => entry.split('=')).map(([word, form]) => [word!, form ?? word!] as const).sort(([a], [b]) => b.length - a.length);

/** Forms that a parent's name ends in: where one stands inside a name and a branch word ends it, the front is the parent. */
export const PARENT_FORM =
  /(?:有限责任公司|责任有限公司|有限公司|股份公司|集团公司|总公司|公司|(?:合作社|供销社|总社|联社|事务所|银行|(?<!分)厂)(?!股份有限公司|有限责任公司|有限公司|联合社))(?:[（(](?:普通合伙|特殊普通合伙|有限合伙)[）)])?/g;

const BRANCH_WORDS =
  '分公司|支公司|子公司|分厂|分店|分行|支行|分所|分社|分院|分校|分部|分中心|营业部|营业厅|营业所|门市部|'
  + '经营部|经销部|办事处|分理处|储蓄所|代表处|加油站|服务部|专卖店|销售部|管理处|项目部|网点|邮政所|邮政支局|支局|储蓄点';
/** Matches the word that ends the name of a branch, with a bracket behind it. */
export const BRANCH_WORD = new RegExp(`(?:${BRANCH_WORDS})(?:[（(][^（）()]*[）)])?$`);

/** Industry and trait words that stand between trade name and form. */
export const INDUSTRY_WORDS: ReadonlySet<string> = new Set((
  '科技 技术 信息 网络 软件 电子 电器 电气 电力 电缆 电线 电信 通信 通讯 数码 智能 自动化 机械 机电 设备 仪器 仪表 五金 工具 模具 铸造 金属 钢铁 钢材 钢结构 有色 铝业 铜业 矿业 煤炭 煤业 '
  + '石油 石化 化工 化学 化肥 塑料 塑胶 橡胶 涂料 油漆 建材 建筑 建设 建设工程 建筑工程 工程 安装 装饰 装修 装潢 设计 规划 勘察 监理 路桥 市政 园林 绿化 水利 水电 水务 环保 环境 能源 新能源 光伏 燃气 热力 '
  + '房地产 置业 地产 物业 物业管理 管理 物流 运输 货运 客运 快递 仓储 供应链 航运 航空 汽车 汽修 汽配 汽车销售 汽车服务 摩托车 租赁 贸易 商贸 经贸 工贸 进出口 国际贸易 销售 批发 零售 百货 超市 商业 物资 '
  + '食品 粮油 粮食 饮料 酒业 茶业 茶叶 饮食 餐饮 餐饮管理 酒店 酒店管理 旅游 旅行 农业 农业发展 农牧 牧业 畜牧 养殖 种植 种养殖 种业 林业 渔业 水产 果业 蔬菜 生态 生态农业 饲料 肥料 农资 '
  + '纺织 服装 服饰 针织 制衣 鞋业 皮革 家具 家居 家私 木业 纸业 包装 印刷 印务 文具 办公 玩具 工艺品 珠宝 首饰 眼镜 钟表 化妆品 日用品 医药 药业 制药 医疗 医疗器械 生物 生物科技 保健 健康 '
  + '教育 教育科技 培训 文化 文化传媒 文化传播 传媒 广告 影视 会展 策划 咨询 信息咨询 企业管理 商务 服务 劳务 人力资源 劳务派遣 家政 家政服务 保安 保安服务 保洁 投资 投资管理 资产管理 资本 基金 担保 融资担保 '
  + '小额贷款 典当 保险 财产保险 人寿保险 保险代理 证券 期货 信托 金融 拍卖 评估 会计 税务 法律 知识产权 实业 实业发展 发展 开发 产业 工业 制造 制品 生产 加工 维修 修理 控股 集团 股份 '
  + '信息技术 网络科技 电子科技 电子商务 软件开发 技术服务 技术开发 科技发展 智能科技 环保科技 农业科技 新材料 材料 玻璃 陶瓷 石材 水泥 混凝土 砂石 门窗 防水 消防 安防 照明 灯饰 空调 制冷 电梯 阀门 泵业 轴承 标准件 '
  + '供水 排水 污水处理 废旧物资 再生资源 资源 回收 烟草 烟酒 副食 百货批发 土特产 花卉 苗木 宠物 美容 美发 健身 体育 娱乐 网吧 摄影 婚庆 礼仪 通用 精密 重工 光电 半导体 微电子 集成电路'
).split(' '));
/** The longest industry word, in characters. */
export const LONGEST_INDUSTRY_WORD = Math.max(...[...INDUSTRY_WORDS].map((word) => word.length));
