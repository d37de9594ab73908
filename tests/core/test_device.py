import pytest

from sim.core.device import HeadsetUse, InputDevice
from sim.core.headset import HeadsetHand, HeadsetState
from sim.core.pose import IDENTITY

AWAY = HeadsetHand()
TOUCH = HeadsetHand(tracked=True, profile="/interaction_profiles/oculus/touch_controller")
PINCHING = HeadsetHand(tracked=True, profile="/interaction_profiles/ext/hand_interaction_ext", fingers=(IDENTITY,) * 26)
FINGERS = HeadsetHand(tracked=True, fingers=(IDENTITY,) * 26)
FINGERS_ON_INDEX = HeadsetHand(
    tracked=True, profile="/interaction_profiles/valve/index_controller", fingers=(IDENTITY,) * 26
)
LOST = HeadsetHand(tracked=False, profile=TOUCH.profile)


def used(*pairs, focused=True):
    use = HeadsetUse()
    for left, right in pairs:
        use.see(HeadsetState(0.0, left=left, right=right, focused=focused))
    return use.device


@pytest.mark.parametrize(
    ("pairs", "device"),
    [
        ([], InputDevice.HEADSET),
        ([(AWAY, AWAY), (LOST, AWAY)], InputDevice.HEADSET),
        ([(AWAY, TOUCH)], InputDevice.HEADSET_CONTROLLERS),
        ([(FINGERS_ON_INDEX, LOST)], InputDevice.HEADSET_CONTROLLERS),
        ([(AWAY, FINGERS)], InputDevice.HEADSET_HANDS),
        ([(PINCHING, PINCHING)], InputDevice.HEADSET_HANDS),
        ([(FINGERS, TOUCH)], InputDevice.HEADSET_BOTH),
        ([(TOUCH, TOUCH), (AWAY, AWAY), (PINCHING, AWAY)], InputDevice.HEADSET_BOTH),
    ],
)
def test_remembers_what_the_hands_worked_with(pairs, device):
    assert used(*pairs) is device


def test_what_the_hands_do_in_the_systems_menu_does_not_count():
    assert used((TOUCH, TOUCH), focused=False) is InputDevice.HEADSET


@pytest.mark.parametrize("device", InputDevice)
def test_the_nearest_norms_are_the_devices_own(device):
    assert device.norms[0] is device
    assert (InputDevice.HEADSET in device.norms) == device.value.startswith("headset")
