// The demo's alert rules. Clear lies on the healthy side of enter, and both must hold for a while, so that nothing flaps.
// Below a coverage of one half a figure is only indicative, so no stock rule is judged there.

const rule = (id, measure, scope, enter, clear, holdSeconds, coverageMin) =>
  ({ id, measure, ...scope, enter, clear, holdSeconds, coverageMin });

export const alertRules = [
  rule('supply-retailer-national', 'daysOfSupply', { tier: 'retailer' }, 3, 4, 60, 0.5),
  rule('supply-retailer-prefecture', 'daysOfSupply', { tier: 'retailer', perPrefecture: true }, 1.5, 2.5, 120, 0.5),
  rule('supply-wholesaler-national', 'daysOfSupply', { tier: 'wholesaler' }, 3, 5, 120, 0.5),
  rule('supply-formula-retailer', 'daysOfSupply', { category: 'infant-formula', tier: 'retailer' }, 7, 9, 60, 0.5),
  rule('out-retailer-national', 'shareOut', { tier: 'retailer' }, 0.3, 0.2, 60, 0.5),
  rule('out-retailer-prefecture', 'shareOut', { tier: 'retailer', perPrefecture: true }, 0.5, 0.35, 120, 0.5),
  rule('coverage-national', 'coverage', {}, 0.5, 0.7, 300, 0),
];
