// Package traffic bounds how many requests are processed at once, how often a client
// may send one, and how much memory answers take until clients have read them. It
// keeps slow clients from holding up other clients or the shutdown of the server.
package traffic
