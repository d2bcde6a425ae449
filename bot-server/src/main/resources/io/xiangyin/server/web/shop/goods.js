/** The goods on the shelf of the demo shop, and the drawn stand-in for a picture of each kind. */
export const GOODS = [
  ["养生壶 1.5L", "appliance", 169],
  ["纯棉家居服", "clothing", 129],
  ["阳澄湖大闸蟹 8 只", "fresh", 258],
  ["婴儿湿巾 80 抽 × 6", "baby", 59],
  ["蓝牙耳机", "digital", 299],
  ["定制手机壳", "digital", 49],
];

const PICTURES = { appliance: ["家电", "a"], clothing: ["服饰", "b"], fresh: ["生鲜", "c"], baby: ["母婴", "d"], mother_baby: ["母婴", "d"], mother_and_baby: ["母婴", "d"], digital: ["数码", "e"] };

/** The word and the tint of a category. */
export const pictureOf = (category) => PICTURES[String(category ?? "").toLowerCase().replaceAll("-", "_")] ?? ["商品", "a"];
