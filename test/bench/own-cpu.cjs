// Preloaded into the program: at its end it tells on descriptor 3 what processor time this process alone has taken.
const { writeSync } = require('node:fs');

process.once('exit', () => {
  const { user, system } = process.cpuUsage();
  writeSync(3, `${(user + system) / 1000}`);
});
