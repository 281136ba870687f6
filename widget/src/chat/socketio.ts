// The part of the Socket.IO client that the chat uses, in a file of its own that is loaded when there is something to hear.
export { Manager } from "socket.io-client";
