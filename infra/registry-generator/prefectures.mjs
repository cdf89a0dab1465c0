// The 47 prefectures in JIS X 0401 order: a well-known town in Japanese and English, and the people living there in
// thousands (population census of 2020, rounded), which decides how many demo locations each one gets.
export const prefectures = [
  ['札幌', 'Sapporo', 5225], ['青森', 'Aomori', 1238], ['盛岡', 'Morioka', 1211], ['仙台', 'Sendai', 2302],
  ['秋田', 'Akita', 960], ['山形', 'Yamagata', 1068], ['福島', 'Fukushima', 1833], ['水戸', 'Mito', 2867],
  ['宇都宮', 'Utsunomiya', 1933], ['前橋', 'Maebashi', 1939], ['さいたま', 'Saitama', 7345], ['千葉', 'Chiba', 6284],
  ['新宿', 'Shinjuku', 14048], ['横浜', 'Yokohama', 9237], ['新潟', 'Niigata', 2201], ['富山', 'Toyama', 1035],
  ['金沢', 'Kanazawa', 1133], ['福井', 'Fukui', 767], ['甲府', 'Kofu', 810], ['長野', 'Nagano', 2048],
  ['岐阜', 'Gifu', 1979], ['静岡', 'Shizuoka', 3633], ['名古屋', 'Nagoya', 7542], ['津', 'Tsu', 1770],
  ['大津', 'Otsu', 1414], ['京都', 'Kyoto', 2578], ['大阪', 'Osaka', 8838], ['神戸', 'Kobe', 5465],
  ['奈良', 'Nara', 1324], ['和歌山', 'Wakayama', 923], ['鳥取', 'Tottori', 553], ['松江', 'Matsue', 671],
  ['岡山', 'Okayama', 1888], ['広島', 'Hiroshima', 2800], ['山口', 'Yamaguchi', 1342], ['徳島', 'Tokushima', 720],
  ['高松', 'Takamatsu', 950], ['松山', 'Matsuyama', 1335], ['高知', 'Kochi', 692], ['福岡', 'Fukuoka', 5135],
  ['佐賀', 'Saga', 811], ['長崎', 'Nagasaki', 1312], ['熊本', 'Kumamoto', 1738], ['大分', 'Oita', 1124],
  ['宮崎', 'Miyazaki', 1070], ['鹿児島', 'Kagoshima', 1588], ['那覇', 'Naha', 1467],
].map(([ja, en, thousands], index) => ({ code: String(index + 1).padStart(2, '0'), ja, en, thousands }));
