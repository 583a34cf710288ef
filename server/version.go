package main

import (
	"context"
	"fmt"
	"io"
	"runtime/debug"
)

// build describes how the program was built, as the compiler recorded it.
type build struct {
	version  string // of the module: a tag, or the time and commit of the working tree
	revision string // the commit; empty if it was not built from a repository
	platform string // operating system and architecture
	compiler string
}

func readBuild() build {
	b := build{version: "unknown"}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return b
	}
	settings := map[string]string{}
	for _, setting := range info.Settings {
		settings[setting.Key] = setting.Value
	}
	return build{
		version:  info.Main.Version,
		revision: settings["vcs.revision"],
		platform: settings["GOOS"] + "/" + settings["GOARCH"],
		compiler: info.GoVersion,
	}
}

func printVersion(_ context.Context, _ config, stdout io.Writer) error {
	b := readBuild()
	_, err := fmt.Fprintf(stdout, "doichieu %s %s %s\n", b.version, b.platform, b.compiler)
	return err
}
