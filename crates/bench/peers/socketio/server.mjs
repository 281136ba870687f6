// Socket.IO's own server: lets everybody in, and emits to all of them what is posted. node server.mjs PORT
import { createServer } from "node:http";
import { Server } from "socket.io";

const http = createServer((request, response) => {
  if (request.url.startsWith("/socket.io/")) return;
  let body = "";
  request.on("data", (part) => (body += part));
  request.on("end", () => {
    if (body) io.emit(...JSON.parse(body));
    response.end("{}");
  });
});
// The same limits of time as Pingback's.
const io = new Server(http, { serveClient: false, pingInterval: 25_000, pingTimeout: 20_000 });
http.listen(Number(process.argv[2]), "127.0.0.1", 4096);
