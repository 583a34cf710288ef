package data

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/agnivade/levenshtein"
	"go.yaml.in/yaml/v3"

	"doichieu/vocab"
	"doichieu/wording"
)

// The dataset's files use a small part of YAML: mappings with known keys, lists,
// text, plain decimal numbers, true and false. A YAML library reads 0256 as 174,
// 1_000 as 1000, yes as true and a blank as 0; here each value is read as it was
// typed, or refused with its line.

// fileDecoder decodes the nodes of one file into the format's types.
type fileDecoder struct {
	file     string
	problems *problemList
	key      []byte // of the node that is being decoded, as in .targets[3].year
}

// decodeYAML decodes a file's only YAML document. It returns false if there is none
// that can be read.
func (d *fileDecoder) decodeYAML(content []byte, into any) bool {
	decoder := yaml.NewDecoder(bytes.NewReader(content))
	var root yaml.Node
	err := decoder.Decode(&root)
	if errors.Is(err, io.EOF) || err == nil && isNull(root.Content[0]) {
		d.problems.report(d.file, 0, "is empty; an empty list is written []")
		return false
	}
	if err != nil {
		d.yamlProblem(err)
		return false
	}
	d.fill(root.Content[0], reflect.ValueOf(into).Elem())
	return d.onlyDocument(decoder) && !d.problems.refused[place{d.file, ""}]
}

// onlyDocument reports a second YAML document, which would be ignored.
func (d *fileDecoder) onlyDocument(decoder *yaml.Decoder) bool {
	var second yaml.Node
	switch err := decoder.Decode(&second); {
	case errors.Is(err, io.EOF):
		return true
	case err != nil:
		d.yamlProblem(err)
	default:
		d.problems.report(d.file, second.Content[0].Line, "a second YAML document begins here, after ---; a file holds one")
	}
	return false
}

var yamlLine = regexp.MustCompile(`^(?:yaml: )?line (\d+): (.*)$`)

func (d *fileDecoder) yamlProblem(err error) {
	message, line := strings.TrimPrefix(err.Error(), "yaml: "), 0
	if m := yamlLine.FindStringSubmatch(err.Error()); m != nil {
		line, _ = strconv.Atoi(m[1])
		message = m[2]
	}
	d.problems.report(d.file, line, "is not valid YAML: %s", message)
}

// problem refuses the value that is being decoded.
func (d *fileDecoder) problem(node *yaml.Node, format string, args ...any) {
	d.problems.refuse(d.file, string(d.key))
	d.problems.report(d.file, node.Line, format, args...)
}

var decimalType = reflect.TypeFor[vocab.Decimal]()

// fill decodes a node into a value of the format's types.
func (d *fileDecoder) fill(node *yaml.Node, into reflect.Value) {
	if !d.isPlain(node) {
		return
	}
	if into.Type() == decimalType {
		d.decimal(node, into)
		return
	}
	switch into.Kind() {
	case reflect.Pointer:
		d.optional(node, into)
	case reflect.Struct:
		d.mapping(node, into)
	case reflect.Slice:
		d.list(node, into)
	case reflect.Int, reflect.Int64:
		d.integer(node, into)
	case reflect.Bool:
		d.boolean(node, into)
	default:
		d.text(node, into)
	}
}

// isPlain refuses aliases, anchors and tags: an alias stands for text elsewhere, a
// tag gives a value another type than it seems to have.
func (d *fileDecoder) isPlain(node *yaml.Node) bool {
	switch {
	case node.Kind == yaml.AliasNode:
		d.problem(node, "the alias *%s is not read; write out what it stands for", node.Value)
	case node.Anchor != "":
		d.problem(node, "the anchor &%s is not read; remove it", node.Anchor)
	case node.Style&yaml.TaggedStyle != 0:
		d.problem(node, "the tag %s is not read; remove it", node.Tag)
	default:
		return true
	}
	return false
}

// optional decodes a value that may be left out. A blank mapping counts as left out;
// a blank number does not, because it may have been forgotten.
func (d *fileDecoder) optional(node *yaml.Node, into reflect.Value) {
	if isBlank(node) && into.Type().Elem().Kind() == reflect.Struct {
		return
	}
	value := reflect.New(into.Type().Elem())
	d.fill(node, value.Elem())
	into.Set(value)
}

func (d *fileDecoder) mapping(node *yaml.Node, into reflect.Value) {
	if isBlank(node) {
		return
	}
	if node.Kind != yaml.MappingNode {
		d.problem(node, "expected the keys of a %s, found %s", into.Type().Name(), describe(node))
		return
	}
	fields, seen := fieldsOf(into.Type()), map[string]int{}
	length := len(d.key)
	for i := 0; i+1 < len(node.Content); i += 2 {
		key, value := node.Content[i], node.Content[i+1]
		if !d.isKey(key, seen) {
			continue
		}
		field, known := fields[key.Value]
		if !known {
			d.unknownKey(key, into.Type().Name(), fields)
			continue
		}
		d.key = append(append(d.key, '.'), key.Value...)
		d.fill(value, into.Field(field))
		d.key = d.key[:length]
		preserveInvalidName(value, into.Type().Field(field), into.Field(field))
	}
}

// preserveInvalidName undoes the cleaning of an invalid name, so that the check
// refuses it: cleaning would turn a line break into a space.
func preserveInvalidName(node *yaml.Node, field reflect.StructField, into reflect.Value) {
	if field.Tag.Get("as") == "typed" && into.String() != "" && CheckReleaseName(node.Value) != nil {
		into.SetString(node.Value)
	}
}

// isKey refuses a node that is not a key, and a key that occurs twice.
func (d *fileDecoder) isKey(key *yaml.Node, seen map[string]int) bool {
	if !d.isPlain(key) {
		return false
	}
	if key.Kind != yaml.ScalarNode {
		d.problem(key, "expected a key, found %s", describe(key))
		return false
	}
	if key.Value == "<<" {
		d.problem(key, "the merge key << is not read; write out the keys")
		return false
	}
	if first, twice := seen[key.Value]; twice {
		d.problem(key, "the key %q stands here twice, first on line %d", shorten(key.Value), first)
		return false
	}
	seen[key.Value] = key.Line
	return true
}

// unknownKey reports an unknown key, and looks for the nearest known one only if the
// problem is accepted. The nearest one counts as refused, so that it is not reported
// as missing too.
func (d *fileDecoder) unknownKey(key *yaml.Node, of string, fields map[string]int) {
	if !d.problems.accepts(d.file) {
		return
	}
	message := fmt.Sprintf("unknown key %q in a %s; remove it or correct its spelling", shorten(key.Value), of)
	if near := nearestKey(key.Value, fields); near != "" {
		message += fmt.Sprintf(" (perhaps %q is meant)", near)
		d.problems.refuse(d.file, string(d.key)+"."+near)
	}
	d.problems.add(Problem{File: d.file, Line: key.Line, Message: message})
}

// nearestKey is the key that was probably meant; "" if none is similar.
func nearestKey(key string, fields map[string]int) string {
	const close = 2
	if len(key) > 64 {
		return ""
	}
	for _, known := range slices.Sorted(maps.Keys(fields)) {
		if strings.EqualFold(known, key) || len(known) > close && levenshtein.ComputeDistance(known, key) <= close {
			return known
		}
	}
	return ""
}

func (d *fileDecoder) list(node *yaml.Node, into reflect.Value) {
	if isBlank(node) {
		return
	}
	if node.Kind != yaml.SequenceNode {
		d.problem(node, "expected a list, found %s", describe(node))
		return
	}
	list := reflect.MakeSlice(into.Type(), len(node.Content), len(node.Content))
	length := len(d.key)
	for i, entry := range node.Content {
		d.key = append(d.key, item("", i)...)
		if isBlank(entry) {
			d.problem(entry, "an entry of a list is empty")
		} else {
			d.fill(entry, list.Index(i))
		}
		d.key = d.key[:length]
	}
	into.Set(list)
}

// maxTextBytes is far more than any text of a record.
const maxTextBytes = 20_000

func (d *fileDecoder) text(node *yaml.Node, into reflect.Value) {
	if node.Kind != yaml.ScalarNode || isNull(node) && !isBlank(node) {
		d.problem(node, "expected text, found %s; text that looks like something else is written in quotes", describe(node))
		return
	}
	if len(node.Value) > maxTextBytes {
		d.problem(node, "the text is longer than %d bytes", maxTextBytes)
		return
	}
	if r, found := wording.Forbidden(node.Value); found {
		d.problem(node, "the text holds the character %U, which stands in no text; remove it", r)
		return
	}
	into.SetString(wording.Clean(node.Value))
}

var (
	integerForm = regexp.MustCompile(`^(?:0|-?[1-9][0-9]*)$`)
	decimalForm = regexp.MustCompile(`^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?$`)
)

func (d *fileDecoder) integer(node *yaml.Node, into reflect.Value) {
	if !isNumber(node, integerForm) {
		d.problem(node, "expected a whole number such as 2024, with digits only and without quotes, found %s", describe(node))
		return
	}
	n, err := strconv.ParseInt(node.Value, 10, into.Type().Bits())
	if err != nil {
		d.problem(node, "the number %s is out of range", shorten(node.Value))
		return
	}
	into.SetInt(n)
}

func (d *fileDecoder) decimal(node *yaml.Node, into reflect.Value) {
	if !isNumber(node, decimalForm) {
		d.problem(node, "expected a number such as 80 or 76.5, with a decimal point, no grouping and without quotes, found %s", describe(node))
		return
	}
	n, err := vocab.ParseDecimal(node.Value)
	if err != nil {
		d.problem(node, "%v", err)
		return
	}
	into.Set(reflect.ValueOf(n))
}

// isNumber reports whether a node is a number as it was typed. Longer ones are out of
// every range.
func isNumber(node *yaml.Node, form *regexp.Regexp) bool {
	return node.Kind == yaml.ScalarNode && node.Style == 0 && len(node.Value) < 64 && form.MatchString(node.Value)
}

func (d *fileDecoder) boolean(node *yaml.Node, into reflect.Value) {
	if node.Kind != yaml.ScalarNode || node.Style != 0 || node.Value != "true" && node.Value != "false" {
		d.problem(node, "expected true or false, found %s", describe(node))
		return
	}
	into.SetBool(node.Value == "true")
}

func isNull(node *yaml.Node) bool { return node.Kind == yaml.ScalarNode && node.Tag == "!!null" }

// isBlank reports whether a value was left blank.
func isBlank(node *yaml.Node) bool { return isNull(node) && node.Value == "" }

// describe names a node in a problem's message.
func describe(node *yaml.Node) string {
	switch {
	case node.Kind == yaml.MappingNode:
		return "a mapping"
	case node.Kind == yaml.SequenceNode:
		return "a list"
	case isBlank(node):
		return "nothing"
	case node.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle) != 0:
		return fmt.Sprintf("the text %q", shorten(node.Value))
	default:
		return shorten(node.Value)
	}
}

// shorten cuts a text for a problem's message.
func shorten(text string) string {
	const most = 60
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return text
}

var fieldCache sync.Map // reflect.Type → map[string]int

// fieldsOf maps the keys of a type of the format to its fields.
func fieldsOf(t reflect.Type) map[string]int {
	if fields, known := fieldCache.Load(t); known {
		return fields.(map[string]int)
	}
	fields := map[string]int{}
	for i := range t.NumField() {
		key, _, _ := strings.Cut(t.Field(i).Tag.Get("yaml"), ",")
		fields[key] = i
	}
	fieldCache.Store(t, fields)
	return fields
}
