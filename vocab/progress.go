package vocab

// ProgressStatus says whether a reported result meets a target.
type ProgressStatus string

// The statuses. It is uncertain whether a qualified result ("nearly 80") meets a
// target when only some of the numbers that it may stand for do.
const (
	StatusMet         ProgressStatus = "MET"
	StatusNotMet      ProgressStatus = "NOT_MET"
	StatusUncertain   ProgressStatus = "UNCERTAIN"
	StatusNotReported ProgressStatus = "NOT_REPORTED"
)

// Values lists every status.
func (ProgressStatus) Values() []string {
	return texts(StatusMet, StatusNotMet, StatusUncertain, StatusNotReported)
}

// HorizonChange says how a target for a year compares with a yardstick: the target
// for a later year, or another document's target for the same year.
type HorizonChange string

// The changes.
const (
	ChangeTightened     HorizonChange = "TIGHTENED"      // asks for more than the yardstick
	ChangeKept          HorizonChange = "KEPT"           // asks for the same
	ChangeOnTheWay      HorizonChange = "ON_THE_WAY"     // asks for less, and the yardstick's year is yet to come
	ChangeLoosened      HorizonChange = "LOOSENED"       // asks for less in the yardstick's own year
	ChangeNotComparable HorizonChange = "NOT_COMPARABLE" // no verdict on the numbers
)

// Values lists every change.
func (HorizonChange) Values() []string {
	return texts(ChangeTightened, ChangeKept, ChangeOnTheWay, ChangeLoosened, ChangeNotComparable)
}

// PointKind is the kind of a figure in the trajectory of an indicator.
type PointKind string

// The kinds of point, in the order in which they are shown within a year.
const (
	PointResult       PointKind = "RESULT"
	PointTarget       PointKind = "TARGET"
	PointNationalGoal PointKind = "NATIONAL_GOAL"
)

// Values lists every kind of point in order.
func (PointKind) Values() []string { return texts(PointResult, PointTarget, PointNationalGoal) }
