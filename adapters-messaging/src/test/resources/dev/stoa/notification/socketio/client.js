// A client for a test: prints what it hears, a line of JSON for each event; emits what it reads.
const [, , client, url, token] = process.argv;
const io = require(client);
const socket = io(url, { query: client === "client-2" ? { token } : {}, auth: { token }, reconnection: false });
const say = (event, data) => console.log(JSON.stringify({ event, data: data ?? null }));

for (const name of ["ready", "notification", "product-update", "end", "disconnect"]) {
  socket.on(name, (data) => say(name, data));
}
for (const name of ["connect_error", "error"]) {
  socket.on(name, (problem) => say("refused", problem.message ?? problem));
}
require("readline")
  .createInterface({ input: process.stdin })
  .on("line", (line) => socket.emit(...JSON.parse(line), (answer) => say("answer", answer)))
  .on("close", () => process.exit());
